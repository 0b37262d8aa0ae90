/// The style of a page: light and dark as the reader has it, and black on white on paper. Text has a contrast of at least 7 to 1
/// (WCAG 2.2, 1.4.6), and the colours of the pictures one of at least 3 to 1 with what is behind them.
enum PageStyle {
    static let css = """
        :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #ffffff; --line: #c9c9c9; --soft: #f3f3f1;
          --one: #1f5f8b; --two: #8a6d00; --three: #a33a1f; --four: #6b6b6b; }
        @media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --line: #4a4a4a; --soft: #222222;
          --one: #6db3e3; --two: #d8b84a; --three: #f08a6c; --four: #a8a8a8; } }
        body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
          font: 1rem/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2.2rem; }
        .verdict { border-left: .4rem solid var(--one); background: var(--soft); padding: .6rem 1rem; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: .8rem 0; }
        caption { text-align: left; padding-bottom: .3rem; }
        th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; font-weight: normal;
          overflow-wrap: anywhere; }
        thead th { font-weight: 600; } tbody th { min-width: 7rem; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        figure { margin: .8rem 0; } svg { width: 100%; height: auto; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
        .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; }
        .key { display: inline-block; width: .9em; height: .9em; }
        .c1 { fill: var(--one); background: var(--one); } .c2 { fill: var(--two); background: var(--two); }
        .c3 { fill: var(--three); background: var(--three); } .c4 { fill: var(--four); background: var(--four); }
        code { font-family: ui-monospace, monospace; font-size: .92em; overflow-wrap: anywhere; }
        @media print { :root { --ink: #000; --paper: #fff; --soft: #fff; } body { max-width: none; padding: 0; font-size: 10pt; }
          section { break-inside: avoid-page; } .wide { overflow: visible; } }
        """
}
