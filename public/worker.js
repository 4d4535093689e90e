// A worker with a program of its own: hands the page's messages to its desk, one at a time, and its answers back.
//
// A message is {id, number, asked, seed, file?}; a file's bytes stand for what is asked. The answer is {id, answer}, or
// {id, words} for the person, or {id, missing: true} when the program did not come, or {id, broken: true} when it came
// down, after which the page starts another. In between come {id, phase, done, total}.

/** The desk, once its program is here. */
const desk = wasm_bindgen({ module_or_path: DESK_PROGRAM }).then(() => new wasm_bindgen.Desk());
desk.catch(() => {});

/** What is under way: messages are answered in their order. */
let turn = Promise.resolve();

self.addEventListener("message", ({ data }) => {
  turn = turn.then(() => answer(data));
});

async function answer({ id, number, asked, seed, file }) {
  let ready;
  try {
    ready = await desk;
  } catch {
    self.postMessage({ id, missing: true });
    return;
  }
  const tell = (phase, done, total) => self.postMessage({ id, phase, done, total });
  try {
    const question = file ? new Uint8Array(await file.arrayBuffer()) : asked;
    const reply = ready.answer(number, question, seed, tell);
    self.postMessage({ id, answer: reply }, [reply.buffer]);
  } catch (error) {
    self.postMessage(typeof error === "string" ? { id, words: error } : { id, broken: true });
  }
}
