// Everything here makes pages nicer that work without it.
const main = document.getElementById('main');
const byId = id => document.getElementById(id);

// Relative times that stay true, and clock times in the reader's zone.
const skew = main.dataset.now ? Date.parse(main.dataset.now) - Date.now() : 0;
const zone = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
function duration(seconds) {
  const number = (value, unit) => `${Math.floor(value)} ${unit}`;
  if (seconds < 60) return number(seconds, 's');
  if (seconds < 3600) return number(seconds / 60, 'min');
  if (seconds < 86400) return number(seconds / 3600, 'h') + (seconds % 3600 >= 60 ? ' ' + number(seconds % 3600 / 60, 'min') : '');
  return number(seconds / 86400, 'd') + (seconds % 86400 >= 3600 ? ' ' + number(seconds % 86400 / 3600, 'h') : '');
}
function showTimes() {
  const now = Date.now() + skew;
  for (const element of document.querySelectorAll('time')) {
    const at = Date.parse(element.dateTime);
    if (!element.dataset.zone) {
      element.dataset.zone = zone.format(at);
      element.title = `${element.title}\n${element.dataset.zone}`;
    }
    if ('clock' in element.dataset) continue;
    const seconds = (now - at) / 1000;
    const text = Math.abs(seconds) < 5 ? 'now' : seconds < 0 ? 'in ' + duration(-seconds) : duration(seconds) + ' ago';
    if (element.textContent !== text) element.textContent = text;
  }
}

function showCopies() {
  for (const button of document.querySelectorAll('[data-copy]')) button.hidden = !navigator.clipboard;
}

document.addEventListener('click', async event => {
  const time = event.target.closest('time');
  if (time && navigator.clipboard && !time.closest('a')) {
    await navigator.clipboard.writeText(time.dateTime);
    toast(`${time.dateTime} copied`);
    return;
  }
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector('code').textContent);
  button.querySelector('span').textContent = 'Copied';
  setTimeout(() => { button.querySelector('span').textContent = 'Copy'; }, 2000);
});

// A line at the bottom; with an action it waits before it ends.
let lastToast;
function toast(text, action, onAction) {
  lastToast?.remove();
  const line = document.createElement('div');
  line.className = 'toast';
  line.setAttribute('role', 'status');
  line.textContent = text;
  if (action) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = action;
    button.addEventListener('click', () => { line.remove(); onAction(); });
    line.append(button);
  }
  document.body.append(line);
  lastToast = line;
  setTimeout(() => line.remove(), 6000);
  return line;
}

let waitingToSend = 0;

// Acknowledging shows at once and is sent when the time to undo is over, or the page is left.
document.addEventListener('submit', event => {
  const form = event.target;
  if (!('undo' in form.dataset)) return;
  event.preventDefault();
  form.hidden = true;
  let isPending = true;
  waitingToSend++;
  const end = () => {
    if (!isPending) return false;
    isPending = false;
    waitingToSend--;
    return true;
  };
  const send = () => {
    if (!end()) return;
    fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), keepalive: true, redirect: 'manual' })
      .then(() => follow(true), () => { form.hidden = false; toast('It was not sent: the server does not answer.'); });
  };
  toast(form.dataset.undo, 'Undo', () => { end(); form.hidden = false; });
  setTimeout(send, 5000);
  addEventListener('pagehide', send, { once: true });
});

// The page that waits for an agent asks for the cluster's status until it has one.
const waiting = document.querySelector('[data-wait]');
async function wait() {
  const answer = await fetch(waiting.dataset.wait).catch(() => null);
  const state = answer?.ok ? await answer.text() : 'Pending';
  if (state === 'Pending') setTimeout(wait, 2000);
  else waiting.textContent = state === 'Connected' ? 'Connected: the agent answers. Its alerts can be investigated now.' : state;
}
if (waiting) wait();

// Keys: / and Ctrl+K find, j and k move in a list.
document.addEventListener('keydown', event => {
  if ((event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !isTyping(event.target))) {
    event.preventDefault();
    openPalette();
    return;
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'j' || event.key === 'k') {
    const rows = [...document.querySelectorAll('[data-row]')];
    const at = rows.indexOf(document.activeElement) + (event.key === 'j' ? 1 : -1);
    rows[Math.max(0, Math.min(rows.length - 1, at))]?.focus();
  }
});
const isTyping = element => element.matches?.('input, textarea, select, [contenteditable]');

// The palette: pages at once, incidents and clusters from the server.
const palette = byId('palette');
const input = byId('palette-input');
const list = byId('palette-list');
let results = [];
let selected = 0;
function openPalette() {
  if (!palette || palette.open) return;
  palette.showModal();
  input.value = '';
  search();
}
async function search() {
  const text = input.value.trim();
  const pages = [...document.querySelectorAll('.top nav a')].map(a => ({ title: a.textContent, path: a.getAttribute('href'), kind: 'Page' }))
    .filter(page => page.title.toLowerCase().includes(text.toLowerCase()));
  show(pages);
  if (!text) return;
  const answer = await fetch('/palette?text=' + encodeURIComponent(text));
  if (answer.ok && input.value.trim() === text) show([...pages, ...(await answer.json())]);
}
function show(found) {
  results = found;
  selected = 0;
  list.replaceChildren(...found.map((result, i) => {
    const item = document.createElement('li');
    item.id = 'palette-' + i;
    item.setAttribute('role', 'option');
    item.textContent = `${result.title} · ${result.kind}`;
    item.addEventListener('click', () => { location.href = result.path; });
    return item;
  }));
  select(0);
}
function select(i) {
  selected = Math.max(0, Math.min(results.length - 1, i));
  [...list.children].forEach((item, at) => item.setAttribute('aria-selected', at === selected));
  if (results.length) input.setAttribute('aria-activedescendant', 'palette-' + selected);
  list.children[selected]?.scrollIntoView({ block: 'nearest' });
}
input?.addEventListener('input', search);
input?.addEventListener('keydown', event => {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); select(selected + (event.key === 'ArrowDown' ? 1 : -1)); }
  if (event.key === 'Enter' && results[selected]) { event.preventDefault(); location.href = results[selected].path; }
});
document.querySelector('.find')?.addEventListener('focusin', event => {
  if (event.target.type === 'search' && matchMedia('(pointer: fine)').matches) { event.target.blur(); openPalette(); }
});

// Pages that follow what they show ask for themselves with their revision, and change only what is between header and footer.
let isPaused = false;
async function follow(force) {
  if (((isPaused || waitingToSend > 0) && !force) || document.hidden || palette?.open) return;
  const headers = force ? {} : { 'If-Revision': main.dataset.revision };
  let state = '';
  try {
    const answer = await fetch(location.href, { headers: { ...headers, 'X-Live': '1' } });
    if (answer.status === 200) replace(await answer.text());
    else if (answer.status === 401) state = 'Your session has ended: load the page again.';
    else if (answer.status !== 304) state = 'The server answers with an error.';
  } catch {
    state = 'The server does not answer.';
  }
  byId('live-state').textContent = state;
}
function replace(html) {
  if (main.contains(document.activeElement) && isTyping(document.activeElement)) return;
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('main');
  if (!fresh) return;
  for (const details of main.querySelectorAll('details[id]')) fresh.querySelector('#' + details.id)?.toggleAttribute('open', details.open);
  const focused = document.activeElement?.getAttribute?.('href');
  main.dataset.revision = fresh.dataset.revision;
  main.replaceChildren(...fresh.childNodes);
  if (focused) [...main.querySelectorAll('a')].find(a => a.getAttribute('href') === focused)?.focus({ preventScroll: true });
  enhance();
}
function enhance() {
  showTimes();
  showCopies();
}

enhance();

// The outcome of an action is shown once, and not again by a reload or a bookmark.
const address = new URL(location.href);
if (address.searchParams.delete('done') ?? location.search !== address.search) history.replaceState(null, '', address);
setInterval(showTimes, 10000);
if (main.dataset.revision) {
  byId('live').hidden = false;
  byId('live-toggle').addEventListener('click', event => {
    isPaused = !isPaused;
    event.target.setAttribute('aria-pressed', isPaused);
    event.target.textContent = isPaused ? 'Continue updates' : 'Pause updates';
    if (!isPaused) follow();
  });
  const next = () => setTimeout(async () => { await follow(); next(); }, main.querySelector('.spin') ? 2000 : 10000);
  next();
  document.addEventListener('visibilitychange', () => follow());
}
