// Yjs clients: one document and one socket for each device.

import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { load } from "./load.js";

await load(async (address, words, history) => {
  const device = () => {
    const provider = new WebsocketProvider(address, "room", new Y.Doc(), {
      WebSocketPolyfill: WebSocket,
      disableBc: true,
    });
    const synced = new Promise((resolve) => provider.once("sync", resolve));
    return { text: provider.doc.getText("text"), synced };
  };
  const { text, synced } = device();
  const append = () => text.insert(text.length, words);
  for (let number = 0; number < history; number += 1) append();
  await synced;

  return {
    writer: append,
    async join(_number, tell) {
      const copy = device();
      const complete = new Promise((resolve) => {
        copy.text.observe(() => {
          tell(copy.text.length);
          if (copy.text.length >= history * words.length) resolve();
        });
      });
      await (history === 0 ? copy.synced : complete);
    },
  };
});
