// Automerge clients: a repo that writes, and subscribers that speak its protocol with little work of
// their own. Thirty devices have thirty processors; here they share one process, and what they do not
// spend the server gets.
//
// A subscriber is to the server what the Repo of a device is. It has storage and names it, so that the
// server keeps its sync state. It fetches the document with Automerge. From then on it answers what brings
// new heads at once, with the bytes that Automerge would answer (`generateSyncMessage` gives the same,
// byte for byte), but puts the changes aside and applies them after the measurement, to be sure that
// they were all there. Thirty true repos, in one process or in several, send and get messages of the
// same kinds and sizes, only fewer: they keep a machine with two cores so busy that the server waits,
// gathers more changes into each message, and looks cheaper than it is.
//
// The writer is a Repo as its authors publish it, with storage. It speaks of itself at most ten times
// a second (`syncDebounceRate`), and so does the server; between that they answer one another at once.

import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { cbor, parseAutomergeUrl, Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { next as Automerge } from "@automerge/automerge";
import WebSocket from "ws";
import { load } from "./load.js";

/** A device that holds one document: asks for it, answers sync messages, tells its heads. */
class Subscriber {
  constructor(address, name, documentId, tell) {
    Object.assign(this, { name, documentId, tell });
    this.document = Automerge.init();
    this.state = Automerge.initSyncState();
    this.heads = [];
    this.aside = [];
    this.isFollowing = false;
    this.socket = new WebSocket(address);
    this.socket.on("open", () =>
      this.send({
        type: "join",
        senderId: name,
        peerMetadata: { storageId: randomUUID(), isEphemeral: false },
        supportedProtocolVersions: ["1"],
      }),
    );
    this.socket.on("message", (bytes) => this.hear(cbor.decode(new Uint8Array(bytes))));
  }

  send(message) {
    this.socket.send(cbor.encode(message));
  }

  sync(type, data) {
    const { name: senderId, documentId } = this;
    this.send({ type, senderId, targetId: "server", documentId, data });
  }

  hear(message) {
    if (message.type === "peer") return this.answer("request");
    if (message.type === "doc-unavailable") {
      this.state = Automerge.initSyncState();
      return setTimeout(() => this.answer("request"), 100);
    }
    if (message.type !== "sync" && message.type !== "request") return;
    if (this.isFollowing) return this.follow(message.data);
    [this.document, this.state] = Automerge.receiveSyncMessage(this.document, this.state, message.data);
    this.answer("sync");
    this.heads = Automerge.getHeads(this.document);
    this.tell(this.heads);
  }

  /** Says what Automerge has to say. */
  answer(type) {
    const [state, data] = Automerge.generateSyncMessage(this.document, this.state);
    this.state = state;
    if (data) this.sync(type, data);
  }

  /** Takes changes without applying them, and answers as if they were. */
  follow(data) {
    const message = Automerge.decodeSyncMessage(data);
    const { heads, changes, type, supportedCapabilities } = message;
    if (String(heads) === String(this.heads)) return;
    if (changes.length === 0) throw new Error("heads without their changes");
    this.heads = heads;
    this.aside.push(...changes);
    const have = [{ lastSync: heads, bloom: new Uint8Array() }];
    const answer = { heads, need: [], have, changes: [], type, supportedCapabilities };
    this.sync("sync", Automerge.encodeSyncMessage(answer));
    this.tell(heads);
  }

  /** The length of the text with everything that came. */
  length() {
    const changes = new Uint8Array(Buffer.concat(this.aside));
    return Automerge.loadIncremental(this.document, changes).text.length;
  }
}

await load(async (address, words, history) => {
  const repo = new Repo({
    network: [new WebSocketClientAdapter(address)],
    storage: new NodeFSStorageAdapter(mkdtempSync(joinPath(tmpdir(), "zhongshang-bench-"))),
    peerId: "writer",
  });
  const handle = repo.create({ text: "" });
  const { documentId } = parseAutomergeUrl(handle.url);
  // One device writes, so that the newest change is the only head and tells how many there are.
  const lengths = new Map();
  const append = () => {
    handle.change((document) =>
      Automerge.splice(document, ["text"], document.text.length, 0, words),
    );
    lengths.set(String(Automerge.getHeads(handle.doc())), handle.doc().text.length);
  };
  lengths.set(String(Automerge.getHeads(handle.doc())), 0);
  for (let number = 0; number < history; number += 1) append();

  const subscribers = [];
  return {
    writer: append,
    async join(number, tell) {
      await new Promise((resolve) => {
        const subscriber = new Subscriber(address, `subscriber-${number}`, documentId, (heads) => {
          const length = lengths.get(String(heads));
          if (length === undefined) return;
          tell(length);
          if (length < history * words.length) return;
          subscriber.isFollowing = true;
          resolve();
        });
        subscribers.push(subscriber);
      });
    },
    check(length) {
      for (const subscriber of subscribers) {
        if (subscriber.length() !== length) throw new Error(`${subscriber.name} lacks changes`);
      }
    },
  };
});
