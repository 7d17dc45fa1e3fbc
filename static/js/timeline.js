/* Comfort only: the months are links and the entries are headings without this file. With it keys go from month to
   month and from entry to entry, but only while the focus is on one of them, so that they take nothing from others. */
(() => {
  const STRIP = '.months-nav, .jump';
  const ENTRY = '.tl-item h3 a';
  const MONTH = '.month-h';

  const alongTheStrip = (link, key) => {
    const links = [...link.closest(STRIP).querySelectorAll('a')];
    const here = links.indexOf(link);
    return links[{ ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: links.length - 1 }[key]];
  };

  const alongTheList = (from, key, shift) => {
    if (key !== 'j' && key !== 'k') return undefined;
    const side = key === 'j' ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const there = [...document.querySelectorAll(shift ? MONTH : ENTRY)].filter(
      (one) => from.compareDocumentPosition(one) & side,
    );
    // After the last entry comes the way to the next page.
    return key === 'j' ? (there[0] ?? document.querySelector('.pages [rel=next]')) : there.at(-1);
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const from = event.target;
    const to = from.matches(`:is(${STRIP}) a`)
      ? alongTheStrip(from, event.key)
      : from.closest(`.tl-item, ${MONTH}`) && alongTheList(from, event.key.toLowerCase(), event.shiftKey);
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
})();
