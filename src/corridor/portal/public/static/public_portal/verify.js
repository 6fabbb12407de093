// The verifier: judges a signed credential on the telephone itself, also without a network. The first part gives the
// same five results as `corridor credential verify`; the second part shows them. Nothing that is read leaves the page.
const MOST_BYTES = 256000, MOST_DEPTH = 64, LEAST_BITS = 16384, MOST_BITS = 16000000;
const CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1"];
const SUITES = { "eddsa-jcs-2022": ["Ed25519"], "ecdsa-jcs-2019": ["P-256", "P-384"] };
const CURVES = {
  "P-256": {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    size: 32, hash: "SHA-256",
  },
  "P-384": {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    size: 48, hash: "SHA-384",
  },
};
const PREFIXES = { "ed01": "Ed25519", "8024": "P-256", "8124": "P-384", "8224": "P-521" };
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const WEIGHT = new Map([[true, 0], ["unknown", 1], [false, 2]]);

class Unreadable extends Error {}
class Broken extends Error {
  constructor(code, params = {}, value = false) { super(code); this.judgement = { value, code, params }; }
}
const judged = (value, code, params = {}) => ({ value, code, params });
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isEmpty = (value) => !value || (typeof value === "object" && !Object.keys(value).length);
const own = (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
const without = (value, name) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));

// JSON from strangers: small, shallow, without a member that stands twice, or not at all.
function readJson(text) {
  if (text.length > MOST_BYTES) throw new Unreadable();
  let value;
  try { value = JSON.parse(text); } catch { throw new Unreadable(); }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g) || [];
  const open = [];
  tokens.forEach((token, place) => {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (token[0] === '"' && tokens[place + 1] === ":") {
      const name = JSON.parse(token), names = open[open.length - 1];
      if (names.has(name)) throw new Unreadable();
      names.add(name);
    } else if (/^[-\d]/.test(token)) {
      const number = Number(token);
      if (!Number.isFinite(number) || (/^-?\d+$/.test(token) && !Number.isSafeInteger(number))) throw new Unreadable();
    }
    if (open.length > MOST_DEPTH) throw new Unreadable();
  });
  return value;
}

// RFC 8785: members in the order of their UTF-16 units, numbers and texts as this language writes them.
function jcs(value) {
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) throw new Unreadable();
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(jcs).join(",")}]`;
  if (isObject(value)) return `{${Object.keys(value).sort().map((key) => `${jcs(key)}:${jcs(value[key])}`).join(",")}}`;
  return JSON.stringify(value);
}

function base58(text) {
  if (text.length > 512) throw new RangeError();
  let number = 0n;
  for (const letter of text) {
    const value = BASE58.indexOf(letter);
    if (value < 0) throw new RangeError();
    number = number * 58n + BigInt(value);
  }
  const hex = number ? number.toString(16) : "";
  const body = (hex.length % 2 ? `0${hex}` : hex).match(/../g) || [];
  const zeros = text.length - text.replace(/^1+/, "").length;
  return Uint8Array.from([...Array(zeros).fill(0), ...body.map((pair) => parseInt(pair, 16))]);
}

function base64url(text) {
  if (typeof text !== "string" || !/^[\w-]*$/.test(text) || text.length % 4 === 1) throw new RangeError();
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  if (btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") !== text) throw new RangeError();
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function multibase(text) {
  if (typeof text === "string" && text[0] === "z") return base58(text.slice(1));
  if (typeof text === "string" && text[0] === "u") return base64url(text.slice(1));
  throw new RangeError();
}

function base45(text) {
  const data = [];
  for (let start = 0; start < text.length; start += 3) {
    const values = [...text.slice(start, start + 3)].map((letter) => BASE45.indexOf(letter));
    if (values.length === 1 || values.includes(-1)) throw new Unreadable();
    const number = values.reduce((sum, value, place) => sum + value * 45 ** place, 0);
    if (number >= 256 ** (values.length - 1)) throw new Unreadable();
    if (values.length === 3) data.push(number >> 8);
    data.push(number & 255);
  }
  return Uint8Array.from(data);
}

async function inflated(data, format, most) {
  const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size > most) { reader.cancel(); throw new RangeError(); }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// The document in the text of a QR code; nothing of it is believed yet.
async function unpack(code) {
  if (code.length > MOST_BYTES || !code.startsWith("CR1:")) throw new Unreadable();
  try {
    const data = await inflated(base45(code.slice(4)), "deflate", MOST_BYTES);
    const found = readJson(new TextDecoder("utf-8", { fatal: true }).decode(data));
    if (isObject(found)) return found;
  } catch { /* told below */ }
  throw new Unreadable();
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (base %= modulus; exponent; exponent >>= 1n) {
    if (exponent & 1n) result = result * base % modulus;
    base = base * base % modulus;
  }
  return result;
}

const hexOf = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = (number, size) => Uint8Array.from(number.toString(16).padStart(2 * size, "0").match(/../g), (pair) => parseInt(pair, 16));

// A key of a multikey: its kind, and its raw bytes as WebCrypto takes them.
function keyOf(text) {
  const data = multibase(text), kind = PREFIXES[hexOf(data.slice(0, 2))], raw = data.slice(2);
  if (kind === "Ed25519" && raw.length === 32) return { kind, raw };
  if (kind === "P-521" && raw.length === 67) return { kind, raw };
  const curve = CURVES[kind];
  if (!curve || raw.length !== curve.size + 1 || (raw[0] !== 2 && raw[0] !== 3)) throw new RangeError();
  const x = BigInt(`0x${hexOf(raw.slice(1))}`);
  const square = (x ** 3n - 3n * x + curve.b) % curve.p;
  let y = power(square, (curve.p + 1n) / 4n, curve.p);
  if (x >= curve.p || (y * y - square) % curve.p) throw new RangeError();
  if ((y & 1n) !== BigInt(raw[0] & 1)) y = curve.p - y;
  return { kind, raw: Uint8Array.from([4, ...raw.slice(1), ...bytesOf(y, curve.size)]) };
}

function resolve(method, issuer, known) {
  if (method.startsWith("did:key:")) {
    const [did, fragment] = [method.split("#")[0], method.split("#").slice(1).join("#")];
    try { return !fragment || did === `did:key:${fragment}` ? [keyOf(did.slice(8))] : []; } catch { return []; }
  }
  return known.filter((one) => one.issuer === issuer && (!method || one.method === method)).map((one) => one.key);
}

async function verifies(key, signature, data) {
  const algorithm = key.kind === "Ed25519" ? { name: "Ed25519" } : { name: "ECDSA", namedCurve: key.kind };
  const imported = await crypto.subtle.importKey("raw", key.raw, algorithm, false, ["verify"]);
  const how = key.kind === "Ed25519" ? algorithm : { name: "ECDSA", hash: CURVES[key.kind].hash };
  return crypto.subtle.verify(how, imported, signature, data);
}

function momentOf(value) {
  const shape = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
  const parts = typeof value === "string" && shape.exec(value);
  if (!parts) return null;
  const day = new Date(Date.UTC(parts[1], parts[2] - 1, parts[3]));
  if (day.getUTCDate() !== Number(parts[3]) || day.getUTCMonth() !== parts[2] - 1) return null;
  const ms = Date.parse(value.replace(/[.,](\d+)/, (_, digits) => `.${digits.padEnd(3, "0").slice(0, 3)}`));
  return Number.isNaN(ms) ? null : { ms, day: value.slice(0, 10) };
}

function ofSeconds(value) {
  if (typeof value !== "number") return null;
  const date = new Date(value * 1000);
  return Number.isNaN(date.getTime()) ? null : { ms: date.getTime(), day: date.toISOString().slice(0, 10) };
}

function issuerOf(claims) {
  let issuer = own(claims, "issuer") ?? own(claims, "iss");
  if (isObject(issuer)) issuer = own(issuer, "id");
  return typeof issuer === "string" ? issuer : "";
}

function checkCredential(claims) {
  const contexts = own(claims, "@context"), types = own(claims, "type"), subject = own(claims, "credentialSubject");
  const tests = {
    "@context": Array.isArray(contexts) && CONTEXTS.includes(contexts[0]),
    type: types === "VerifiableCredential" || (Array.isArray(types) && types.includes("VerifiableCredential")),
    issuer: Boolean(issuerOf(claims)),
    credentialSubject: typeof subject === "object" && !isEmpty(subject),
  };
  for (const [name, isRight] of Object.entries(tests)) if (!isRight) throw new Broken("not_credential", { name });
}

function checkMembers(proof) {
  const isMoment = (value) => value === undefined || value === null || momentOf(value) !== null;
  const tests = {
    type: (value) => value === "DataIntegrityProof",
    proofPurpose: (value) => value === "assertionMethod",
    verificationMethod: (value) => typeof value === "string" && value !== "",
    created: isMoment,
    expires: isMoment,
  };
  for (const [name, isRight] of Object.entries(tests)) {
    if (!isRight(own(proof, name))) throw new Broken("proof_malformed", { name });
  }
  const value = own(proof, "proofValue");
  if (typeof value === "string" && value[0] === "z") try { return base58(value.slice(1)); } catch { /* told below */ }
  throw new Broken("proof_malformed", { name: "proofValue" });
}

async function signedBytes(claims, options, key) {
  const hash = key.kind === "P-384" ? "SHA-384" : "SHA-256";
  const parts = await Promise.all([options, claims].map((part) => crypto.subtle.digest(hash, new TextEncoder().encode(jcs(part)))));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function checkProof(claims, proof, known) {
  if (isEmpty(proof)) throw new Broken("not_secured");
  if (Array.isArray(proof)) throw new Broken("several_proofs", { count: proof.length }, "unknown");
  if (!isObject(proof)) throw new Broken("proof_malformed", { name: "proof" });
  const suite = String(own(proof, "cryptosuite") ?? own(proof, "type"));
  if (!Object.hasOwn(SUITES, suite)) throw new Broken("suite_unknown", { suite }, "unknown");
  const signature = checkMembers(proof);
  checkCredential(claims);
  const contexts = own(proof, "@context") ?? claims["@context"];
  if (jcs(contexts) !== jcs(claims["@context"])) throw new Broken("context_changed");
  const method = proof.verificationMethod, keys = resolve(method, issuerOf(claims), known);
  if (!keys.length) throw new Broken("key_unknown", { method }, "unknown");
  const options = { ...without(proof, "proofValue"), "@context": claims["@context"] };
  for (const key of keys) {
    if (!SUITES[suite].includes(key.kind)) throw new Broken("key_misfit", { suite });
    const data = await signedBytes(claims, options, key);
    let isRight;
    try { isRight = await verifies(key, signature, data); } catch {
      // A browser without this kind of key cannot say anything.
      throw new Broken("suite_unknown", { suite }, "unknown");
    }
    if (isRight) return;
  }
  throw new Broken("signature_wrong");
}

async function opened(document, known) {
  const claims = without(document, "proof");
  let proof = own(document, "proof");
  if (Array.isArray(proof) && proof.length === 1) [proof] = proof;
  const facts = isObject(proof) ? proof : {};
  let integrity = judged(true, "signed");
  try { await checkProof(claims, proof, known); } catch (broken) {
    if (!(broken instanceof Broken)) throw broken;
    integrity = broken.judgement;
  }
  return { claims, facts, integrity, method: String(own(facts, "verificationMethod") ?? "") };
}

function judgeIssuer({ claims, method, integrity }, known) {
  const issuer = issuerOf(claims);
  if (integrity.value !== true) return judged("unknown", "issuer_unproven");
  const isOwn = method.split("#")[0] === issuer && issuer.startsWith("did:key:");
  if (isOwn || known.some((one) => one.issuer === issuer && one.method === method)) return judged(true, "issuer_bound", { issuer });
  return judged(false, "issuer_other", { issuer, method });
}

function judgeTrust(claims, trust, issuer, moment) {
  if (!trust) return judged("unknown", "no_trust_list");
  if (issuer.value !== true) return judged("unknown", "trust_unproven");
  const named = trust.issuers.filter((entry) => entry.id === issuerOf(claims));
  if (!named.length) return judged(false, "not_listed", { date: trust.date, issuer: issuerOf(claims) });
  const limit = (entry, name, open) => (own(entry, name) ? momentOf(entry[name]).ms : open);
  const found = named.find((entry) => limit(entry, "valid_from", -Infinity) <= moment.ms && moment.ms <= limit(entry, "valid_until", Infinity));
  return found ? judged(true, "listed", { date: trust.date, name: found.name }) : judged(false, "outside_period", { name: named[0].name });
}

function judgeDates(claims, expires, asOf) {
  const starts = ["validFrom", "issuanceDate", "nbf"].filter((name) => Object.hasOwn(claims, name));
  const ends = ["validUntil", "expirationDate", "exp"].filter((name) => Object.hasOwn(claims, name));
  const moments = {};
  for (const name of [...starts, ...ends]) {
    moments[name] = name === "nbf" || name === "exp" ? ofSeconds(claims[name]) : momentOf(claims[name]);
    if (!moments[name]) return judged(false, "date_malformed", { name });
  }
  if (expires !== undefined && expires !== null) {
    moments.expires = momentOf(expires);
    ends.push("expires");
    if (!moments.expires) return judged(false, "date_malformed", { name: "expires" });
  }
  if (!starts.length && !ends.length) return judged(true, "no_limits");
  const pick = (names, isBetter) => names.map((name) => moments[name]).reduce((best, one) => (best && !isBetter(one, best) ? best : one), null) || asOf;
  const first = pick(starts, (one, best) => one.ms > best.ms), last = pick(ends, (one, best) => one.ms < best.ms);
  if (asOf.ms < first.ms) return judged(false, "not_yet", { date: first.day });
  if (asOf.ms > last.ms) return judged(false, "expired", { date: last.day });
  return judged(true, "in_force", { date: asOf.day });
}

const signedAt = ({ claims, facts }) => momentOf(own(facts, "created")) || momentOf(own(claims, "validFrom"));

// A status list with what its own signature is worth; null where it is none.
async function openList(document, known) {
  const found = await opened(document, known), subject = own(found.claims, "credentialSubject");
  const text = own(subject, "encodedList");
  if (own(subject, "type") !== "BitstringStatusList" || typeof text !== "string" || text[0] !== "u") return null;
  let bits;
  try { bits = await inflated(base64url(text.slice(1)), "gzip", MOST_BITS); } catch { return null; }
  if (bits.length < LEAST_BITS) return null;
  const purpose = own(subject, "statusPurpose"), ttl = own(subject, "ttl");
  return {
    names: [own(found.claims, "id"), own(subject, "id")].filter(Boolean).map((name) => String(name).replace(/#list$/, "")),
    issuer: issuerOf(found.claims),
    purposes: (Array.isArray(purpose) ? purpose : [purpose]).map(String),
    bits,
    signedAt: signedAt(found),
    ttl: typeof ttl === "number" ? ttl : null,
    until: momentOf(own(found.claims, "validUntil")),
    isProven: judgeIssuer(found, known).value === true,
  };
}

function judgeEntry(entry, claims, lists, asOf) {
  if (own(entry, "type") !== "BitstringStatusListEntry") {
    return judged("unknown", "status_unknown", { name: String(isObject(entry) ? own(entry, "type") : entry).slice(0, 40) });
  }
  const address = String(own(entry, "statusListCredential")), purpose = String(own(entry, "statusPurpose"));
  const named = lists.filter((one) => one.names.includes(address) && one.purposes.includes(purpose));
  if (!named.length) return judged("unknown", "list_missing", { list: address });
  const proven = named.filter((one) => one.isProven && one.issuer === issuerOf(claims));
  if (!proven.length) return judged("unknown", "list_unproven", { list: address });
  const age = (one) => (one.signedAt ? one.signedAt.ms : 0);
  const held = proven.reduce((best, one) => (age(one) > age(best) ? one : best));
  const index = String(own(entry, "statusListIndex"));
  if (!/^\d{1,11}$/.test(index) || Number(index) >= 8 * held.bits.length) {
    return judged("unknown", "index_outside", { list: address, index: index.slice(0, 20) });
  }
  const passed = held.signedAt && asOf.ms - held.signedAt.ms;
  const params = { date: held.signedAt ? held.signedAt.day : "?", days: passed ? Math.floor(passed / 86400000) : "?", purpose };
  if (held.bits[index >> 3] >> (7 - (index & 7)) & 1) return judged(false, "withdrawn", params);
  const isOld = (held.ttl !== null && held.signedAt && passed > held.ttl) || (held.until && asOf.ms > held.until.ms);
  return isOld ? judged("unknown", "list_old", params) : judged(true, "not_withdrawn", params);
}

function judgeStatus(claims, lists, asOf) {
  const entries = own(claims, "credentialStatus");
  if (Object.hasOwn(claims, "status") && entries === undefined) return judged("unknown", "status_unknown", { name: "status" });
  if (entries === undefined || entries === null) return judged(true, "no_status");
  const found = (Array.isArray(entries) ? entries : [entries]).map((entry) => judgeEntry(entry, claims, lists, asOf));
  return found.reduce((worst, one) => (worst && WEIGHT.get(one.value) <= WEIGHT.get(worst.value) ? worst : one), null) || judged(true, "no_status");
}

// Five results, and the colour that a person sees: red where something speaks against the document.
async function verify(document, { asOf, trust = null, lists = [] }) {
  if (!isObject(document)) throw new Unreadable();
  const known = [];
  for (const entry of trust ? trust.issuers : []) {
    for (const key of entry.keys || []) known.push({ method: key.id, issuer: entry.id, key: keyOf(key.publicKeyMultibase) });
  }
  const held = (await Promise.all(lists.map((one) => openList(one, [])))).filter(Boolean);
  const found = await opened(document, known), moment = momentOf(asOf), issuer = judgeIssuer(found, known);
  const results = {
    integrity: found.integrity,
    issuer,
    trust: judgeTrust(found.claims, trust, issuer, signedAt(found) || moment),
    dates: judgeDates(found.claims, own(found.facts, "expires"), moment),
    status: judgeStatus(found.claims, held, moment),
  };
  return { results, colour: colourOf(results), claims: found.claims };
}

function colourOf({ integrity, issuer, trust, dates, status }) {
  const isAgainst = [issuer, dates, status].some((one) => one.value === false);
  if (integrity.value !== true || isAgainst) return "red";
  return [issuer, trust, dates, status].every((one) => one.value === true) ? "green" : "amber";
}

window.corridorVerifier = { verify, unpack, readJson };

// The page.
const at = (id) => document.getElementById(id);
const texts = JSON.parse(at("texts").textContent), main = at("main"), KEPT = "corridor-verifier-language";
const SIGNS = new Map([[true, "ok"], ["unknown", "wait"], [false, "bad"]]);
let language = document.documentElement.lang, pack = { trust: null, lists: [], date: "" }, shown = null, stream = null;

const say = (code, params = {}) => {
  const text = (texts[language] || texts.en)[code] || code;
  return text.replace(/%\((\w+)\)s/g, (_, name) => `\u2068${params[name] ?? ""}\u2069`);
};
const languageName = (code) => { try { return new Intl.DisplayNames([language], { type: "language" }).of(code); } catch { return code; } };
const day = (iso) => new Date(iso).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });

function make(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
const sign = (kind) => at(`sign-${kind}`).content.cloneNode(true);

function speak(code) {
  language = texts[code] ? code : "en";
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.title = say("title");
  document.querySelectorAll("[data-t]").forEach((element) => { element.textContent = say(element.dataset.t); });
  document.querySelectorAll("[data-language]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  });
  showPack();
  if (shown) show(shown);
}

function showPack() {
  const count = pack.trust ? pack.trust.issuers.length : 0;
  at("lists").textContent = pack.date ? say("lists_of", { date: day(pack.date), count }) : say("no_lists");
}

// The lists count only as far as the key on this page signed them; each status list is judged by itself.
async function load() {
  try {
    const found = await (await fetch(main.dataset.pack)).json();
    pack = { trust: null, lists: found.lists, date: found.date };
    if (found.trust) {
      const { results } = await verify(found.trust, { asOf: new Date().toISOString() });
      const isOurs = found.trust.issuer === main.dataset.issuer;
      if (results.integrity.value === true && results.issuer.value === true && isOurs) pack.trust = found.trust.credentialSubject;
    }
  } catch { /* without lists the verdict says so */ }
  showPack();
}

function rows(value) {
  if (Array.isArray(value)) return value.map(line).filter(Boolean);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([source, names]) => [].concat(names).map((name) => `${name} (${say(`source_${source}`)})`));
  }
  return [];
}

function line(one) {
  // A summary writes a language with its level, such as "fr B2".
  if (typeof one !== "object" || one === null) return String(one).replace(/^[a-z]{2,3}(?= )/, languageName);
  const name = one[`label_${language}`] || one.label_en || one.title || (one.language && languageName(one.language)) || one.country || one.isco08 || "";
  const more = [one.known_by && say(`source_${one.known_by}`), one.cefr, one.years && say("years", { n: one.years }), one.eqf_level && `EQF ${one.eqf_level}`, one.outcome && say(`outcome_${one.outcome}`)];
  const detail = more.filter(Boolean).join(", ");
  return detail ? `${name} (${detail})` : String(name);
}

function content(claims) {
  const box = make("section"), subject = claims.credentialSubject;
  if (typeof subject !== "object" || subject === null) return box;
  box.append(make("h2", String(subject.name || ""), { dir: "auto" }));
  const facts = make("dl");
  for (const name of ["countryOfOrigin", "passportCode"]) {
    if (subject[name]) facts.append(make("dt", say(name)), make("dd", String(subject[name]), { dir: "ltr" }));
  }
  for (const name of ["validFrom", "validUntil"]) if (claims[name]) facts.append(make("dt", say(name)), make("dd", day(claims[name])));
  box.append(facts);
  for (const part of ["skills", "languages", "work", "education", "recognition"]) {
    const lines = rows(subject[part]);
    if (!lines.length) continue;
    const list = make("ul");
    lines.forEach((text) => {
      const item = make("li");
      item.append(make("bdi", text));
      list.append(item);
    });
    box.append(make("h3", say(part)), list);
  }
  box.append(make("p", say("notice"), { class: "note" }));
  return box;
}

function show(found) {
  shown = found;
  const result = at("result"), head = make("div", "", { class: `verdict ${found.colour}`, id: "verdict", "data-colour": found.colour });
  const words = make("div");
  words.append(make("h2", say(`is_${found.colour}`)), make("p", say(`means_${found.colour}`)));
  head.append(sign({ green: "ok", amber: "wait", red: "bad" }[found.colour]), words);
  const list = make("ul", "", { class: "results" });
  for (const [name, one] of Object.entries(found.results)) {
    const item = make("li", "", { "data-result": name, "data-code": one.code, "data-value": String(one.value) });
    const told = make("div");
    told.append(make("b", `${say(`of_${name}`)}: ${say(`value_${one.value}`)}`), make("span", say(one.code, one.params), { dir: "auto" }));
    item.append(sign(SIGNS.get(one.value)), told);
    list.append(item);
  }
  // What was altered is not shown as if it were said.
  result.replaceChildren(head, list, ...(found.results.integrity.value === true ? [content(found.claims)] : []));
  result.hidden = false;
  result.focus();
}

function refuse(why, colour, kind) {
  shown = null;
  const head = make("div", "", { class: `verdict ${colour}`, id: "verdict", "data-colour": why }), words = make("div");
  words.append(make("h2", say(`is_${why}`)), make("p", say(`means_${why}`)));
  head.append(sign(kind), words);
  at("result").replaceChildren(head);
  at("result").hidden = false;
  at("result").focus();
}

async function read(text) {
  await ready;
  // Keys are only to be had at a safe address (https).
  if (!window.DecompressionStream || !window.crypto?.subtle) { refuse("unable", "amber", "wait"); return; }
  try {
    const written = text.trim().replace(/^\ufeff/, "");
    const code = written.includes("#CR1:") ? written.slice(written.indexOf("#CR1:") + 1) : written;
    const document_ = code.startsWith("CR1:") ? await decoded(code) : readJson(written);
    show(await verify(document_, { asOf: new Date().toISOString(), ...pack }));
  } catch { refuse("unreadable", "red", "bad"); }
}

// In an address blanks and percent signs are written as %20 and %25; a code that was typed or pasted has them bare.
async function decoded(code) {
  try { return await unpack(decodeURIComponent(code)); } catch { return unpack(code); }
}

async function scan() {
  const video = at("video"), detector = new BarcodeDetector({ formats: ["qr_code"] });
  try { stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }); } catch {
    at("camera-note").hidden = false;
    return;
  }
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const look = async () => {
    if (!stream) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (!found) { setTimeout(look, 200); return; }
    stop();
    read(found.rawValue);
  };
  look();
}

function stop() {
  if (stream) stream.getTracks().forEach((track) => track.stop());
  stream = null;
  at("video").hidden = true;
}

const fromAddress = () => { if (location.hash.startsWith("#CR1:")) read(location.hash.slice(1)); };

at("form").addEventListener("submit", (event) => { event.preventDefault(); read(at("text").value); });
at("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (file) read(await file.text());
});
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  at("camera").hidden = false;
  at("camera").addEventListener("click", () => (stream ? stop() : scan()));
}
document.querySelectorAll("[data-language]").forEach((button) => button.addEventListener("click", () => {
  try { localStorage.setItem(KEPT, button.dataset.language); } catch { /* the choice lasts as long as the page */ }
  speak(button.dataset.language);
}));
addEventListener("hashchange", fromAddress);

let kept = null;
try { kept = localStorage.getItem(KEPT); } catch { /* no choice is kept */ }
at("app").hidden = false;
const ready = load();
speak(new URLSearchParams(location.search).get("l") || kept || language);
fromAddress();
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(main.dataset.worker, { scope: main.dataset.scope })
    .then(() => navigator.serviceWorker.ready)
    .then(() => { at("kept").hidden = false; main.dataset.kept = "yes"; })
    .catch(() => {});
}
