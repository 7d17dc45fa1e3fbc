/* Comfort only: the table under each chart has every figure. With this file a chart can be read by pointing at its
   line, or with the arrow keys on a slider below it; what is read is said aloud. */
(() => {
  const zh = document.documentElement.lang.toLowerCase().startsWith('zh');
  const label = zh ? '逐點讀取數值' : 'Read the figures one by one';
  const nameOfRead = zh ? '目前讀到的數值' : 'The figure read';

  const enhance = (figure) => {
    const charts = [...figure.querySelectorAll('svg.chart')]
      .map((svg) => ({ svg, points: [...svg.querySelectorAll('[data-v]')] }))
      .filter((chart) => chart.points.length > 1);
    if (!charts.length) return;

    const slider = document.createElement('input');
    slider.type = 'range';
    slider.min = slider.value = 0;
    slider.max = charts[0].points.length - 1;

    const said = document.createElement('output');
    said.setAttribute('aria-label', nameOfRead);
    const row = document.createElement('p');
    row.className = 'chart-read no-print';
    const name = document.createElement('label');
    name.append(label, slider);
    row.append(name, said);
    charts.at(-1).svg.after(row);

    let at = -1;
    const read = (n) => {
      slider.value = at = n;
      for (const chart of charts) {
        chart.points.forEach((point, i) => point.classList.toggle('read', i === n));
      }
      const words = charts[0].points[n].dataset.v;
      said.value = words;
      slider.setAttribute('aria-valuetext', words);
    };
    slider.setAttribute('aria-valuetext', charts[0].points[0].dataset.v);
    slider.addEventListener('input', () => read(Number(slider.value)));
    // The first key goes on from what is read, so the first figure must be.
    slider.addEventListener('focus', () => read(Math.max(at, 0)));

    // The point nearest in time answers, so that nobody has to hit a dot of a few pixels.
    for (const chart of charts) {
      chart.svg.addEventListener('pointermove', (event) => {
        const far = chart.points.map((point) => {
          const box = point.getBoundingClientRect();
          return Math.abs(box.x + box.width / 2 - event.clientX);
        });
        const nearest = far.indexOf(Math.min(...far));
        if (nearest !== at) read(nearest);
      });
    }
  };

  const all = () => document.querySelectorAll('figure.fig').forEach(enhance);
  all();
  // A narrowed list comes with figures of its own.
  document.addEventListener('htmx:afterSwap', all);
})();
