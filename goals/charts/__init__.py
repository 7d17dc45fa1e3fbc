"""Charts, drawn on the server: an SVG for the page in two sizes, one as a file, a PNG, and the same numbers as CSV.

geometry, pen, line, multiples, meters and files are plain functions without Django. `goals.charts.told` makes their
charts from assessments, in the reader's language; views call its `chart_svg`, `chart_png` and `chart_csv`.
"""
