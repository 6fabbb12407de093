// Keeps the verifier on the telephone: page and lists from the network first, from the store without one.
const STORE = "corridor-verifier-{{ version }}";
const KEPT = {{ kept|safe }};

addEventListener("install", (event) => event.waitUntil(caches.open(STORE).then((store) => store.addAll(KEPT)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("corridor-verifier-") && name !== STORE).map((name) => caches.delete(name))))
    .then(() => clients.claim())));

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !KEPT.includes(url.pathname)) return;
  const kept = () => caches.match(url.pathname, { cacheName: STORE });
  if (url.pathname.startsWith("{{ static_url }}")) {
    event.respondWith(kept().then((found) => found || fetch(event.request)));
    return;
  }
  event.respondWith(fetch(event.request).then((answer) => {
    if (answer.ok) {
      const copy = answer.clone();
      event.waitUntil(caches.open(STORE).then((store) => store.put(url.pathname, copy)));
    }
    return answer;
  }).catch(() => kept().then((found) => found || Response.error())));
});
