// Puts the app's program together again, which comes taken apart: `crates/xtask/src/finish/pack.rs` says how and why.
// The page does it on a first visit, the service worker when it installs a version; later visits get it whole.

/** The program for WebAssembly: whole from the service worker, where there is one, else from its pack. */
self.program = async (whole, pack, integrity) => {
  if (navigator.serviceWorker?.controller) {
    const response = await fetch(whole);
    if (response.ok) return response;
  }
  const response = await fetch(pack, { integrity });
  return unpack(await response.arrayBuffer());
};

/** The kinds of instructions and the streams of their operands, one each but for loads and numbers of 32 bits. */
const KINDS = 13;
const [REST, CODES, TYPES, READ, WRITTEN, STORES, CALLS, BRANCHES, CONDITIONS, OTHER, LOADS, NUMBERS, LONG] =
  Array(KINDS).keys();
/**
 * Loads have a stream for each kind that may stand before, then numbers by the code that follows and that kind, and those of
 * 64 bits by the code that follows.
 */
const STREAMS_OF_NUMBERS = LOADS + KINDS;
const STREAMS_OF_LONG = STREAMS_OF_NUMBERS + 256 * KINDS;
const STREAMS = STREAMS_OF_LONG + 256;

/** The natural alignment of each load and store from code 0x28 on. */
const ALIGNMENTS = Uint8Array.from("23230011001122232301012");

/** How many operands each code of two bytes has. */
const OF_TWO_BYTES = Uint8Array.from("000000002121212111");

/** The kind of each code; none for codes without operands and those with rules of their own. */
const KIND = new Uint8Array(256);
for (const [first, last, kind] of [
  [0x02, 0x04, CODES],
  [0x0c, 0x0c, BRANCHES],
  [0x0d, 0x0d, CONDITIONS],
  [0x10, 0x10, CALLS],
  [0x20, 0x20, READ],
  [0x21, 0x22, WRITTEN],
  [0x23, 0x26, OTHER],
  [0x28, 0x35, LOADS],
  [0x36, 0x3e, STORES],
  [0x3f, 0x40, OTHER],
  [0x41, 0x41, NUMBERS],
  [0x42, 0x42, LONG],
  [0xd0, 0xd0, OTHER],
  [0xd2, 0xd2, OTHER],
]) {
  KIND.fill(kind, first, last + 1);
}

/** The code that each number of the stream stands for: rows of them, and the others in what is left. */
const CODE = [];
const placed = new Set();
for (const [number, first, last] of [
  [0x00, 0x20, 0x20],
  [0x01, 0x22, 0x22],
  [0x10, 0x21, 0x21],
  [0x11, 0x36, 0x3e],
  [0x40, 0x45, 0x80],
  [0x80, 0x10, 0x11],
  [0x82, 0x0c, 0x0f],
  [0x86, 0x00, 0x00],
  [0xc0, 0x02, 0x05],
  [0xc4, 0x0b, 0x0b],
  [0xc5, 0x40, 0x40],
  [0xf0, 0x28, 0x35],
  [0xff, 0x41, 0x41],
]) {
  for (let code = first; code <= last; code++) placed.add((CODE[number + code - first] = code));
}
for (let code = 0, number = 0; code < 256; code++) {
  if (placed.has(code)) continue;
  while (CODE[number] !== undefined) number++;
  CODE[number] = code;
}

/** The program in a pack, which must be known to be one. */
self.unpack = (buffer) => {
  const pack = new Uint8Array(buffer);
  let start = 0;
  const numberAt = (at) => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = pack[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const number = () => {
    const at = start;
    while (pack[start++] > 127);
    return numberAt(at);
  };
  const whole = new Uint8Array(number());
  const functions = number();
  const head = number();
  const words = number();
  const lengths = Array.from({ length: STREAMS }, number);
  const next = new Int32Array(STREAMS);
  lengths.forEach((length, stream) => {
    next[stream] = start;
    start += length;
  });
  for (let at = next[CODES]; at < next[TYPES]; at++) pack[at] = CODE[pack[at]];

  let end = 0;
  const bytes = (stream, count) => {
    whole.set(pack.subarray(next[stream], next[stream] + count), end);
    next[stream] += count;
    end += count;
  };
  const numbers = (stream, count) => {
    let at = next[stream];
    for (; count > 0; count--) {
      while (pack[at] > 127) whole[end++] = pack[at++];
      whole[end++] = pack[at++];
    }
    next[stream] = at;
  };
  /** Copies a number and returns it. */
  const counted = (stream) => {
    const at = next[stream];
    numbers(stream, 1);
    return numberAt(at);
  };
  /** The function's local variables, the one used last before the others; and how many have been met. */
  const variables = new Uint16Array(65536);
  let met;
  const variable = (read) => {
    let at = next[read ? READ : WRITTEN];
    const number = numberAt(at);
    for (; number >= met; met++) variables[met] = met;
    const age = read ? number : variables.indexOf(number);
    const found = read ? variables[age] : number;
    const front = read || age === 0 ? 0 : 1;
    for (let place = age; place > front; place--) variables[place] = variables[place - 1];
    variables[front] = found;
    while (pack[at++] > 127);
    next[read ? READ : WRITTEN] = at;
    let rest = found;
    for (; rest > 127; rest >>= 7) whole[end++] = (rest & 127) | 128;
    whole[end++] = rest;
  };
  const instructions = () => {
    met = 0;
    let before = REST;
    for (let depth = 1; depth > 0; ) {
      const code = pack[next[CODES]++];
      whole[end++] = code;
      const kind = KIND[code];
      if (kind === READ || kind === WRITTEN) variable(kind === READ);
      else if (kind === NUMBERS) numbers(STREAMS_OF_NUMBERS + pack[next[CODES]] * KINDS + before, 1);
      else if (kind === LONG) numbers(STREAMS_OF_LONG + pack[next[CODES]], 1);
      else if (kind) {
        if (kind === LOADS || kind === STORES) whole[end++] = ALIGNMENTS[code - 0x28];
        else if (code <= 0x04) depth++;
        numbers(kind === LOADS ? LOADS + before : kind, 1);
      } else if (code === 0x0b) depth--;
      else if (code === 0x0e) numbers(BRANCHES, counted(BRANCHES) + 1);
      else if (code === 0x11) numbers(OTHER, 2);
      else if (code === 0x43) bytes(OTHER, 4);
      else if (code === 0x44) bytes(OTHER, 8);
      else if (code === 0xfc) numbers(CODES, OF_TWO_BYTES[counted(CODES)]);
      before = kind;
    }
  };

  bytes(REST, head);
  for (let n = 0; n < functions; n++) {
    const from = end;
    for (let groups = counted(TYPES); groups > 0; groups--) {
      numbers(TYPES, 1);
      bytes(TYPES, 1);
    }
    instructions();
    const length = [];
    for (let rest = end - from; ; rest >>= 7) {
      length.push(rest > 127 ? (rest & 127) | 128 : rest);
      if (rest < 128) break;
    }
    whole.copyWithin(from + length.length, from, end);
    whole.set(length, from);
    end += length.length;
  }
  bytes(REST, whole.length - end);
  // Words of the data come as steps from the one before.
  const view = new DataView(whole.buffer);
  let last = 0;
  for (let at = words; at + 4 <= end; at += 4) {
    const step = view.getUint32(at, true) - 256;
    if (step >= 0 && step <= 0x1ffff) {
      last = (last + step) & 0x1ffff;
      view.setUint32(at, last + 256, true);
    }
  }
  return whole;
};
