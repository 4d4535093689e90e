// The server of y-websocket, in memory: it stores nothing and checks nothing.

import { createRequire } from "node:module";
import { WebSocketServer } from "ws";

const { setupWSConnection } = createRequire(import.meta.url)("y-websocket/bin/utils");
const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
sockets.on("connection", (socket, request) => setupWSConnection(socket, request));
sockets.on("listening", () => console.log(`listening ${sockets.address().port}`));
