// Automerge clients: a repo that writes, and subscribers that speak the same protocol with as little
// work of their own as it allows, so that the load measures the server and not thirty clients that
// share one process.
//
// A subscriber says and does what the Repo of a real device says and does: it has storage and names it,
// so that the server keeps its sync state; it answers every sync message at once with one of its own if
// there is anything to say. Thirty true repos (with storage, in one process or in several) send and get
// messages of the same kinds and sizes, and fewer of them: on two cores they take the processor from
// the server, which then sends larger batches and looks cheaper than it is.
//
// The writer is a Repo as its authors publish it, with storage. It sends at most ten times a second of
// itself (`syncDebounceRate`), beside answers, so that changes travel in groups; so does the server.

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

/** A device that holds one document: asks for it, answers sync messages, tells its length. */
class Subscriber {
  constructor(address, name, documentId, tell) {
    Object.assign(this, { name, documentId, tell });
    this.document = Automerge.init();
    this.state = Automerge.initSyncState();
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

  hear(message) {
    if (message.type === "peer") return this.sync("request");
    if (message.type === "doc-unavailable") {
      this.state = Automerge.initSyncState();
      return setTimeout(() => this.sync("request"), 100);
    }
    if (message.type !== "sync" && message.type !== "request") return;
    [this.document, this.state] = Automerge.receiveSyncMessage(this.document, this.state, message.data);
    this.sync("sync");
    this.tell((this.document.text ?? "").length);
  }

  sync(type) {
    const [state, data] = Automerge.generateSyncMessage(this.document, this.state);
    this.state = state;
    if (!data) return;
    const { name: senderId, documentId } = this;
    this.send({ type, senderId, targetId: "server", documentId, data });
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
  const append = () =>
    handle.change((document) =>
      Automerge.splice(document, ["text"], document.text.length, 0, words),
    );
  for (let number = 0; number < history; number += 1) append();

  return {
    writer: append,
    async join(number, tell) {
      await new Promise((resolve) => {
        new Subscriber(address, `subscriber-${number}`, documentId, (length) => {
          tell(length);
          if (length >= history * words.length) resolve();
        });
      });
    },
  };
});
