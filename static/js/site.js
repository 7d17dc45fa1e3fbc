/* Comfort only: everything works without this file. It adds a copy button to the citation box. */
(() => {
  if (!navigator.clipboard) return;
  const zh = document.documentElement.lang.toLowerCase().startsWith('zh');
  const word = zh ? { copy: '複製引文', done: '已複製' } : { copy: 'Copy citation', done: 'Copied' };

  for (const quote of document.querySelectorAll('.cite blockquote')) {
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

    const row = document.createElement('p');
    row.className = 'cite-copy no-print';
    row.append(button, note);
    quote.after(row);
  }
})();
