// A sync server of automerge-repo as its authors run theirs: it stores documents in a folder, serves
// what is asked for and announces nothing.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NodeWSServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { Repo } from "@automerge/automerge-repo";
import { WebSocketServer } from "ws";

const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
new Repo({
  network: [new NodeWSServerAdapter(sockets)],
  storage: new NodeFSStorageAdapter(mkdtempSync(join(tmpdir(), "zhongshang-bench-"))),
  peerId: "server",
  sharePolicy: async () => false,
});
sockets.on("listening", () => console.log(`listening ${sockets.address().port}`));
