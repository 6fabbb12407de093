// Hashed assets: from the store first. Pages: from the network first; the last copy is kept only of pages that
// carry the header X-Corridor-Offline, and every copy is thrown away when somebody signs out.
const ASSETS = "corridor-assets-{{ version }}";
const PAGES = "corridor-pages";
const LIST = {{ assets|safe }};

addEventListener("install", (event) => event.waitUntil(caches.open(ASSETS).then((store) => store.addAll(LIST)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("corridor-assets-") && name !== ASSETS).map((name) => caches.delete(name))))
    .then(() => clients.claim())));

const keep = (request, answer) => {
  if (answer.ok && answer.headers.get("X-Corridor-Offline") === "keep") {
    const copy = answer.clone();
    caches.open(PAGES).then((store) => store.put(request, copy));
  }
  return answer;
};

addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && /logout/.test(url.pathname)) event.waitUntil(caches.delete(PAGES));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("{{ static_url }}")) {
    event.respondWith(caches.match(request).then((found) => found || fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).then((answer) => keep(request, answer)).catch(() => caches.match(request).then((found) => found || Response.error())));
  }
});
