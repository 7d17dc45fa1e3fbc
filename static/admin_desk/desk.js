/* Filters that fold over a list fold up again on Escape or a click elsewhere. */
(() => {
  const open = () => document.querySelectorAll('#changelist-filter details[open]');
  document.addEventListener('click', (event) => {
    for (const filter of open()) if (!filter.contains(event.target)) filter.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const filter of open()) {
      filter.open = false;
      if (filter.contains(document.activeElement)) filter.querySelector('summary').focus();
    }
  });
})();

/* The searching lists of Django's admin come without names for screen readers; this gives them the label's. */
(() => {
  const $ = window.django?.jQuery;
  if (!$) return;

  const named = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const box = select.parentElement.querySelector('.select2-selection');
    if (!label || !box) return;
    label.id ||= `${select.id}_label`;
    const shown = box.querySelector('.select2-selection__rendered');
    if (shown && !shown.id) shown.id = `${select.id}_shown`;
    box.setAttribute('aria-labelledby', shown ? `${label.id} ${shown.id}` : label.id);
    // It calls itself a text field nobody can write in; the box around it is the control.
    if (shown?.matches('span')) {
      shown.removeAttribute('role');
      shown.removeAttribute('aria-readonly');
    }
    const help = select.getAttribute('aria-describedby');
    if (help) box.setAttribute('aria-describedby', help);
    for (const field of select.parentElement.querySelectorAll('.select2-search__field')) {
      field.setAttribute('aria-labelledby', label.id);
    }
  };

  const all = (root) => root.querySelectorAll('select.admin-autocomplete').forEach(named);

  $(() => all(document));
  document.addEventListener('formset:added', (event) => all(event.target));
  $(document).on('change select2:close', 'select.admin-autocomplete', (event) => named(event.target));
  $(document).on('select2:open', (event) => {
    const label = document.querySelector(`label[for="${CSS.escape(event.target.id)}"]`);
    const field = document.querySelector('.select2-container--open .select2-search__field');
    if (label && field) field.setAttribute('aria-labelledby', label.id);
  });
})();
