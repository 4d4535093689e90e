// Automerge clients: a repo that writes, and subscribers that speak the same protocol with as little
// work of their own as it allows, so that the load measures the server and not thirty clients that
// share one process.

import { cbor, parseAutomergeUrl, Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
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
        peerMetadata: { isEphemeral: true },
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

await load(async (address, history) => {
  const repo = new Repo({ network: [new WebSocketClientAdapter(address)], peerId: "writer" });
  const handle = repo.create({ text: "" });
  const { documentId } = parseAutomergeUrl(handle.url);
  const append = () =>
    handle.change((document) =>
      Automerge.splice(document, ["text"], document.text.length, 0, "字"),
    );
  for (let number = 0; number < history; number += 1) append();

  return {
    writer: append,
    async join(number, tell) {
      await new Promise((resolve) => {
        new Subscriber(address, `subscriber-${number}`, documentId, (length) => {
          tell(length);
          if (length >= history) resolve();
        });
      });
    },
  };
});
