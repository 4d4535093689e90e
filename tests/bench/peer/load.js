// The load, the same for every peer: a writer, its subscribers, and when each change reached the last
// of them. A peer says how to open a document and how to append words to it; this file counts and
// times. The words are those that the benchmark types on every server (`tests/src/bench.rs`).
//
// Spoken with the benchmark over standard streams: it prints "ready" when all hold the history, waits
// for a line, runs, prints one line of JSON, and ends when its input does.

import { createInterface } from "node:readline";

export async function load(open) {
  const [port, subscribers, changes, gap, history] = process.argv.slice(2, 7).map(Number);
  const words = process.argv[7];
  const lines = createInterface({ input: process.stdin });
  lines.on("close", () => process.exit(0));

  const { writer, join, check } = await open(`ws://127.0.0.1:${port}`, words, history);
  const arrivals = Array.from({ length: changes }, () => ({ count: 0, last: 0 }));
  let delivered = 0;
  let allDelivered;
  const done = new Promise((resolve) => (allDelivered = resolve));

  await Promise.all(
    Array.from({ length: subscribers }, async (_, number) => {
      let seen = history;
      await join(number, (length) => {
        const now = performance.now();
        const arrived = Math.floor(length / words.length);
        for (; seen < arrived && seen - history < changes; seen += 1) {
          const arrival = arrivals[seen - history];
          arrival.count += 1;
          arrival.last = now;
          delivered += 1;
          if (delivered === changes * subscribers) allDelivered();
        }
      });
    }),
  );
  console.log("ready");
  await new Promise((resolve) => lines.once("line", resolve));

  const committed = [];
  const start = performance.now();
  for (let number = 0; number < changes; number += 1) {
    const wait = start + number * gap - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    committed.push(performance.now());
    writer();
  }
  await done;
  check?.((history + changes) * words.length);
  const latencies = arrivals.map((arrival, number) => arrival.last - committed[number]);
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))];
  console.log(JSON.stringify({ deliveries: delivered, p50_ms: at(0.5), p99_ms: at(0.99) }));
}
