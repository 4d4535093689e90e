// The service worker of 众商: keeps one whole version of the app on the device.
//
// A version is installed whole or not at all: each file is fetched past every cache and kept only when its SHA-256
// is the one in the list below, which the build writes. A captive portal's page, a cut file or a half-deployed
// server fail the install, and the version in use stays as it is. Files that were right are kept, so that a poor
// network goes on where it stopped. A new version waits until the page asks for it and no other tab objects.
//
// Only what is in the list is answered from here, and the app's page only at the app's own addresses: everything
// else goes to the network untouched. Nothing is remembered between events; the browser may stop this at any time.

/**
 * The version: `{id, unpack, files: [{url, sha256}], later: [{url, sha256}]}`, or null where the app is not built for
 * release. The app's program comes as a `pack: {url, sha256}`; the script `unpack` puts it together. What is in `later`
 * belongs to the version too, but is fetched when it is first asked for: not everybody needs it.
 */
const RELEASE = /*__RELEASE__*/ null;

if (RELEASE) importScripts(RELEASE.unpack);

const CACHE_PREFIX = "release-";
const CACHE = RELEASE && CACHE_PREFIX + RELEASE.id;
const PAGE = "/index.html";

/** Files fetched at once: few, for networks where each one is slow. */
const AT_ONCE = 4;

/** How long a download may stand still before it is given up, to be gone on with next time. */
const STALL_LIMIT_MS = 60_000;

/** How long another tab may take to say whether it agrees to a new version. */
const ANSWER_LIMIT_MS = 2000;

/** How the names of files begin that staff devices bring by themselves. */
const FOR_STAFF = "/roster-";

/** How the app's own addresses begin, as in `app/src/route.rs`. */
const PAGES = ["", "index.html", "consultations", "people", "publications", "register", "reliability", "roster", "settings", "topics"];

self.addEventListener("install", (event) => {
  if (RELEASE) event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  if (RELEASE) event.waitUntil(deleteOtherReleases());
});

self.addEventListener("fetch", (event) => {
  const file = RELEASE && fileFor(event.request);
  if (file) event.respondWith(fromCache(file, event.request));
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "take") event.waitUntil(take(event));
  if (event.data?.type === "keep" && RELEASE) event.waitUntil(keepForStaff());
});

async function install() {
  const cache = await caches.open(CACHE);
  const missing = [...RELEASE.files];
  const outcomes = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, async () => {
      for (let file = missing.shift(); file; file = missing.shift()) await obtain(cache, file);
    }),
  );
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
  // What an earlier version brought later and this one has too stays.
  for (const file of RELEASE.later) if (await caches.match(file.url)) await obtain(cache, file);
}

/** Brings what staff need, so that it is here when the network is not. */
async function keepForStaff() {
  const cache = await caches.open(CACHE);
  for (const file of RELEASE.later) if (file.url.startsWith(FOR_STAFF)) await obtain(cache, file);
}

/** Makes sure that the cache holds this file as listed: from here, from the version in use, or from the network. */
async function obtain(cache, { url, sha256, pack }) {
  const here = await cache.match(url);
  if (here && (await digest(await here.arrayBuffer())) === sha256) return;
  const elsewhere = await caches.match(url);
  if (elsewhere && (await keep(cache, url, sha256, elsewhere.headers, await elsewhere.arrayBuffer()))) return;
  const { headers, bytes } = await (pack ? unpacked(pack) : download(url));
  if (!(await keep(cache, url, sha256, headers, bytes))) throw new Error(`${url}: not the file of this version`);
}

/** Fetches the program's pack and puts the program together; whatever else came instead is not looked into. */
async function unpacked({ url, sha256 }) {
  const { headers, bytes } = await download(url);
  if ((await digest(bytes)) !== sha256) throw new Error(`${url}: not the file of this version`);
  const whole = new Headers(headers);
  whole.set("content-type", "application/wasm");
  return { headers: whole, bytes: unpack(bytes) };
}

/** Fetches a file past every cache; a connection that says nothing any more is given up. */
async function download(url) {
  const controller = new AbortController();
  let stalled;
  const alive = () => {
    clearTimeout(stalled);
    stalled = setTimeout(() => controller.abort(), STALL_LIMIT_MS);
  };
  alive();
  try {
    const options = { cache: "no-store", redirect: "error", credentials: "same-origin", signal: controller.signal };
    const response = await fetch(url, options);
    if (!response.ok) throw new Error(`${url}: status ${response.status}`);
    const parts = [];
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      alive();
      parts.push(part.value);
    }
    return { headers: response.headers, bytes: await new Blob(parts).arrayBuffer() };
  } finally {
    clearTimeout(stalled);
  }
}

/** Puts a file into the cache if its bytes are the listed ones; says whether they were. */
async function keep(cache, url, sha256, received, bytes) {
  if ((await digest(bytes)) !== sha256) return false;
  const headers = new Headers(received);
  // The bytes are kept unpacked.
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  await cache.put(url, new Response(bytes, { status: 200, headers }));
  return true;
}

async function digest(bytes) {
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function deleteOtherReleases() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The file of this version that answers a request; nothing where the network should. */
function fileFor(request) {
  if (request.method !== "GET") return undefined;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return undefined;
  if (request.mode === "navigate") return PAGES.includes(url.pathname.split("/")[1]) ? PAGE : undefined;
  if (url.search) return undefined;
  return [...RELEASE.files, ...RELEASE.later].some((file) => file.url === url.pathname) ? url.pathname : undefined;
}

async function fromCache(file, request) {
  const cache = await caches.open(CACHE);
  const later = RELEASE.later.find(({ url }) => url === file);
  if (later) await obtain(cache, later);
  return (await cache.match(file)) ?? fetch(request);
}

/** Takes this version into use if no other tab is open or all agree; answers whether it did. */
async function take(event) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const others = windows.filter((client) => client.id !== event.source?.id);
  const agreed = (await Promise.all(others.map(agrees))).every(Boolean);
  if (agreed) await self.skipWaiting();
  event.ports[0]?.postMessage(agreed);
}

function agrees(client) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data === true);
    setTimeout(() => resolve(false), ANSWER_LIMIT_MS);
    client.postMessage({ type: "may-take" }, [port2]);
  });
}
