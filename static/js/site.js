/* Comfort only: everything works without this file. It adds a copy button to the citation box, and spares the keyboard
   a stop at a table that fits. */
(() => {
  if (!navigator.clipboard) return;
  const zh = document.documentElement.lang.toLowerCase().startsWith('zh');
  const word = zh ? { copy: '複製', done: '已複製' } : { copy: 'Copy', done: 'Copied' };

  const addTo = (quote) => {
    // At the end of a line that is there already, so that nothing moves.
    const row = quote.nextElementSibling;
    if (!row || row.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn ghost';
    button.textContent = word.copy;

    const note = document.createElement('span');
    note.className = 'vh';
    note.setAttribute('role', 'status');

    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(quote.textContent.trim());
      button.textContent = note.textContent = word.done;
      setTimeout(() => {
        button.textContent = word.copy;
        note.textContent = '';
      }, 2000);
    });

    row.append(button, note);
  };
  const addToAll = () => document.querySelectorAll('.cite blockquote, pre.letter').forEach(addTo);
  addToAll();
  // A list that was changed in place brings its page anew.
  document.addEventListener('htmx:afterSwap', addToAll);
})();

(() => {
  const fit = (group) => {
    const scrolls = group.scrollWidth > group.clientWidth + 1 || group.scrollHeight > group.clientHeight + 1;
    if (scrolls) group.tabIndex = 0;
    else group.removeAttribute('tabindex');
  };
  const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));
  document.querySelectorAll('[role="group"][tabindex="0"]').forEach((group) => {
    fit(group);
    resized.observe(group);
  });
})();
