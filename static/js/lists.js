/* Comfort only: without this file a filter, a chip or a page number opens its address as any link does. With it and
   htmx the same page is fetched and its main part put in place; address, title, focus and words follow. */
(() => {
  if (!window.htmx) return;
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    defaultSettleDelay: 0,
    // The steps back and forth are taken below, so that nothing is kept in the reader's browser.
    historyEnabled: false,
    historyCacheSize: 0,
    scrollIntoViewOnBoost: false,
    timeout: 20000,
  });

  const main = document.getElementById('main');
  const said = document.getElementById('list-said');
  const chips = () => [...main.querySelectorAll('.chip')];
  const addressOf = ({ pathInfo }) => pathInfo.finalRequestPath;
  const on = (name, then) => document.addEventListener(`htmx:${name}`, ({ detail }) => then(detail));

  // The library notes each address all the same.
  const forget = () => {
    try {
      sessionStorage.removeItem('htmx-current-path-for-history');
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  };
  forget();
  on('pushedIntoHistory', forget);

  let shown = location.search;
  // What the reader did: the place of the chip that was taken away, or the way back to where the page was scrolled.
  let chip = -1;
  let back = null;
  let telling;

  on('configRequest', ({ formData }) => {
    // An address worth sharing: fields left empty ask for nothing.
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });

  on('beforeRequest', ({ elt, boosted }) => {
    if (boosted) back = null;
    chip = chips().indexOf(elt);
    clearTimeout(telling);
    said.textContent = '';
    main.setAttribute('aria-busy', 'true');
  });

  on('beforeSwap', (detail) => {
    if (!detail.shouldSwap) return;
    if (!detail.xhr.responseText.includes('id="main"')) {
      detail.shouldSwap = false;
      location.assign(addressOf(detail));
    } else if (!back) {
      history.replaceState({ y: scrollY }, '');
      history.pushState(null, '', addressOf(detail));
    }
  });

  on('afterSwap', () => {
    shown = location.search;
    // The same page in the other language keeps the filters.
    const other = document.querySelector('a.lang');
    if (other) other.search = shown;

    const count = document.getElementById('count');
    const wrong = document.getElementById('filters-wrong');
    const next = chip < 0 ? wrong : chips()[Math.min(chip, chips().length - 1)];
    (next ?? count).focus({ preventScroll: Boolean(back) });
    if (back) scrollTo(0, back.y);
    // A moment later, so that it is a change to the words that stood there.
    telling = setTimeout(() => {
      said.textContent = [count, wrong].map((part) => part?.innerText.replace(/\s+/g, ' ') ?? '').join(' ').trim();
    }, 150);
  });

  on('afterRequest', () => main.removeAttribute('aria-busy'));

  for (const name of ['sendError', 'responseError', 'timeout', 'swapError']) {
    on(name, (detail) => location.assign(addressOf(detail)));
  }

  addEventListener('popstate', ({ state }) => {
    // A step to a place on the same list is the browser's own matter.
    if (location.search === shown) return;
    back = { y: state?.y ?? scrollY };
    htmx.ajax('GET', location.pathname + location.search, { source: main });
  });
})();
