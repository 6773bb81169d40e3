/// The one style sheet, carried by every page. Fonts are the reader's own; colour says something or
/// is not there: vermilion for what is new, blue for links and what one source alone has, ochre for
/// what changed. Each pair of colours has a contrast of 4.5:1 or more.
enum PageStyle {
  static let sheet: HTML = """

    :root{--paper:#fcfbf8;--ink:#1d1b18;--soft:#5d5850;--line:#dcd7cc;--rule:#b9b2a4;--faint:#f3f0e9;--link:#1a4b8c;--new:#a8321a;--sole:#1a4b8c;--turn:#7a5200;--base:1.0625rem;
    --serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Charter,"Noto Serif",Georgia,serif;--sans:system-ui,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif}
    @media (prefers-color-scheme:dark){:root{--paper:#161513;--ink:#e7e3da;--soft:#a8a195;--line:#37342e;--rule:#5f594e;--faint:#1f1d1a;--link:#9cc0f2;--new:#f09a80;--sole:#9cc0f2;--turn:#ddb45e}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0 auto;padding:0 1.25rem 3rem;max-width:76rem;background:var(--paper);color:var(--ink);font-family:var(--serif);font-size:var(--base);line-height:1.5;overflow-wrap:anywhere;font-kerning:normal}
    a{color:var(--link)}
    :focus-visible{outline:.18rem solid var(--link);outline-offset:.18rem;border-radius:.1rem}
    main:focus,h2:focus{outline:0}
    h1,h2,h3,p,ul,ol,dl,dd,blockquote{margin:0;padding:0}
    ul,ol{list-style:none}
    bdi,[dir=auto]{unicode-bidi:isolate}
    .skip{position:absolute;left:-99rem;padding:.5rem 1rem;background:var(--paper);z-index:1}
    .skip:focus{left:.5rem;top:.5rem}
    .bar{font:400 .875rem/1.5 var(--sans);border-bottom:1px solid var(--line);padding:.75rem 0}
    .bar nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline}
    .mark{font:italic 600 1.1rem/1 var(--serif);color:var(--ink);text-decoration:none;margin-right:auto}
    .head{padding:2.25rem 0 1.25rem}
    h1{font-size:clamp(2rem,1.3rem + 3vw,3.25rem);line-height:1.08;font-weight:600;letter-spacing:-.015em}
    .count{margin-top:.7rem;font-size:1.0625rem}
    .span,.open,.notice,.more{font:400 .875rem/1.5 var(--sans);color:var(--soft)}
    .open{color:var(--new);margin-bottom:.4rem}
    .notice{margin-top:.75rem;padding:.5rem .75rem;border-left:.2rem solid var(--turn);background:var(--faint);color:var(--ink)}
    .empty{font-size:1.35rem;line-height:1.4;max-width:34em;padding:1rem 0 2rem}
    svg{display:block;max-width:100%;height:auto}
    .sum{display:flex;flex-wrap:wrap;gap:.5rem 3rem;justify-content:space-between;align-items:end}
    .day{margin-top:.5rem}
    .day .base{stroke:var(--line);stroke-width:1}
    .day .bars{stroke:var(--soft);stroke-width:5}
    .strip{display:flex;gap:.6rem;align-items:center;margin:.5rem 0 .2rem;font:400 .75rem/1 var(--sans);color:var(--soft);white-space:nowrap}
    .strip svg{min-width:0}
    .strip .rows{stroke-width:1;stroke:var(--line)}
    .strip .old{stroke-width:5;stroke:var(--soft)}
    .strip .new{stroke-width:5;stroke:var(--new)}
    .contents{font:400 .9375rem/1.5 var(--sans);border-top:1px solid var(--line);padding:.75rem 0}
    .contents ul{display:flex;flex-wrap:wrap;gap:.35rem 1.75rem}
    .contents span{color:var(--soft);font-size:.8125rem}
    section{padding-top:1.5rem}
    h2{font:600 .875rem/1.3 var(--sans);letter-spacing:.06em;text-transform:uppercase;border-top:.2rem solid var(--ink);padding:.55rem 0 1rem}
    .story{padding:0 0 1.6rem;max-width:44rem}
    .rest{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(26rem,100%),1fr));column-gap:3rem}
    .rest .story{border-top:1px solid var(--line);padding-top:1rem;max-width:none}
    .rest .wide{grid-column:1/-1}
    .rest .wide>*{max-width:44rem}
    .story h3{font-size:1.35rem;line-height:1.22;font-weight:600}
    .small h3{font-size:1.15rem;line-height:1.28}
    .first h3{font-size:1.7rem;line-height:1.18}
    .lead h3{font-size:clamp(1.7rem,1.35rem + 1.6vw,2.4rem);line-height:1.12;letter-spacing:-.01em}
    .story.long h3{font-size:1.2rem;line-height:1.3;letter-spacing:0}
    .story h3 a,.brief>li>a,.singles li li>a{color:inherit;text-decoration:none}
    .story h3 a:hover,.brief>li>a:hover,.singles li li>a:hover{text-decoration:underline}
    .story h3 a:visited,.brief>li>a:visited,.singles li li>a:visited{color:var(--soft)}
    .by,.also,.when,.why,.facts dt,details,.src{font-family:var(--sans)}
    .by{font-size:.8438rem;line-height:1.5;color:var(--soft);margin-top:.35rem}
    .src{font-weight:600;color:var(--ink)}
    .when{font-size:.8125rem;color:var(--soft)}
    .src a,.when a,.also a,.foot a,th a{color:inherit;text-decoration-color:var(--rule)}
    .also a{color:var(--ink)}
    .src a:hover,.when a:hover,.also a:hover,.foot a:hover,th a:hover{text-decoration-color:currentColor}
    time{white-space:nowrap}
    blockquote{margin-top:.5rem}
    .lead blockquote{font-size:1.1875rem;line-height:1.5}
    .small blockquote{font-size:1rem}
    .facts{margin-top:.6rem;font-size:1rem;line-height:1.45}
    .facts>div{padding-left:.8rem;border-left:.15rem solid var(--line);margin-top:.6rem}
    .facts dt{font-size:.8125rem;font-weight:700;line-height:1.5}
    .facts dd+dd{margin-top:.35rem}
    .facts .new{border-color:var(--new)}.new dt,.fresh{color:var(--new)}
    .facts .sole{border-color:var(--sole)}.sole dt{color:var(--sole)}
    .facts .changed,.facts .figures{border-color:var(--turn)}.changed dt,.figures dt,.watch{color:var(--turn)}
    .watch{font-weight:600}
    q{quotes:"“" "”" "‘" "’"}
    del{color:var(--soft)}
    ins{text-decoration:none}
    .to{font:italic .9rem var(--serif);color:var(--soft)}
    .also{font-size:.8438rem;line-height:1.6;margin-top:.6rem;color:var(--soft)}
    details{font-size:.8438rem;line-height:1.5;margin-top:.45rem}
    summary{color:var(--soft);cursor:pointer;width:fit-content;padding:.15rem 0}
    summary:hover{color:var(--ink)}
    details>p,details>ol,details>ul{margin:.4rem 0}
    .items{max-width:48rem;font-family:var(--sans);font-size:.875rem;line-height:1.45}
    .items li{padding:.35rem 0;border-top:1px solid var(--line)}
    .why{display:block;font-size:.7813rem;color:var(--soft)}
    .fresh{font-weight:600}
    .term{font-style:italic}
    .sub{font:600 .875rem/1.3 var(--sans);color:var(--soft);padding:.9rem 0 .5rem;border-top:1px solid var(--line)}
    .beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:0 3rem}
    .beside .singles{columns:auto}
    .lines li{padding:.45rem 0;border-top:1px solid var(--line);line-height:1.4}
    .lines li:first-child{border-top:0;padding-top:0}
    .lines li>a{color:inherit;text-decoration:none}.lines li>a:hover{text-decoration:underline}
    .record{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1.5rem 2rem;padding:.5rem 0 1rem;border-top:1px solid var(--line);margin-top:.75rem;padding-top:1.25rem}
    .record dt{font:600 .8125rem/1.5 var(--sans)}
    .record dd{font:400 .8438rem/1.5 var(--sans);color:var(--soft)}
    .figure{display:block;font:600 1.75rem/1.25 var(--serif);color:var(--ink);font-variant-numeric:lining-nums}
    .source main{max-width:60rem}
    .brief,.singles{columns:22rem;column-gap:2.5rem;padding-bottom:1rem}
    .brief>li,.singles>li{break-inside:avoid;padding:.3rem 0;line-height:1.35}
    .singles>li{padding-bottom:.55rem}
    .singles .src{font-size:.8125rem}
    .singles li li{padding:.12rem 0}
    .end{text-align:center;font-style:italic;color:var(--soft);padding:2rem 0 1rem}
    .foot{border-top:1px solid var(--line);padding-top:1.25rem;font:400 .8438rem/1.55 var(--sans);color:var(--soft)}
    .foot h2{border:0;padding:0 0 .5rem;color:var(--ink)}
    .foot dl>div{display:grid;grid-template-columns:8rem minmax(0,1fr);padding:.3rem 0;gap:0 1rem}
    .foot dt{color:var(--ink);font-weight:600}
    .foot dd{max-width:44rem}
    .foot>p{padding-top:.75rem}
    .head h1 a{color:inherit;text-decoration:none}.head h1 a:hover{text-decoration:underline}
    .thread main{max-width:52rem}
    .thread h1{font-size:clamp(1.8rem,1.3rem + 2vw,2.6rem);line-height:1.12}
    .thread td{white-space:nowrap}
    .thread .head{padding-bottom:.25rem}
    .month h2{border-top-width:1px}
    .days{display:grid;gap:0}
    .days>li{display:grid;grid-template-columns:9.5rem minmax(0,1fr);gap:.1rem 1.5rem;padding:.8rem 0;border-bottom:1px solid var(--line)}
    .days .date{font-weight:600}
    .days .size{display:block;font:400 .8125rem/1.4 var(--sans);color:var(--soft)}
    .days ol a{color:inherit;text-decoration:none}.days ol a:hover{text-decoration:underline}
    .days ol li{padding:.08rem 0;line-height:1.4}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font:400 .8438rem/1.45 var(--sans)}
    th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line)}
    th[scope=col]{color:var(--soft);font-weight:600;white-space:nowrap}
    th[scope=row]{font-weight:600;min-width:9rem}
    .n{text-align:right;white-space:nowrap}
    td.n{font-variant-numeric:tabular-nums}
    th.n,th[scope=row]{width:6.5rem}th[scope=row]{width:14rem}
    .bad{color:var(--new);font-weight:600}
    @media (min-width:62rem){
    .lead,.first{max-width:52rem}
    .story.rich{max-width:none;display:grid;grid-template:repeat(6,auto) 1fr/minmax(0,1fr) calc(50% - 1.5rem);column-gap:3rem}
    .story.rich>*{grid-column:1}
    .story.rich>.facts{grid-column:2;grid-row:1/-1;margin-top:0}
    .lead.rich,.first.rich{grid-template-columns:minmax(0,1fr) 26rem}
    }
    @media (max-width:34rem){
    body{padding:0 1rem 2rem}
    .bar nav{gap:.25rem .8rem}
    .foot dl>div,.days>li{grid-template-columns:minmax(0,1fr)}
    }
    @media print{
    :root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--rule:#bbb;--faint:#fff;--link:#000;--base:1.1rem}
    html{font-size:9pt}
    @page{margin:15mm 14mm}
    body{max-width:none;padding:0}
    .bar,.skip,.contents,details,.also .all{display:none}
    a{text-decoration:none}
    h1{font-size:2.8rem}
    h2,h3,.by{break-after:avoid}
    h3,blockquote{break-inside:avoid}
    .story{max-width:none}
    .rest{display:block;columns:2;column-gap:8mm}
    .rest .story{padding:.6rem 0 1rem;break-inside:avoid}
    .rest .rich{break-inside:auto}
    .facts>div,.singles>li,.brief>li{break-inside:avoid}
    .lead.rich,.first.rich{display:grid;grid-template:repeat(6,auto) 1fr/minmax(0,1fr) 42%;column-gap:8mm}
    .lead.rich>*,.first.rich>*{grid-column:1}
    .lead.rich>.facts,.first.rich>.facts{grid-column:2;grid-row:1/-1;margin-top:0}
    .brief,.singles{columns:2;column-gap:8mm}
    .beside{grid-template-columns:1fr 1fr;column-gap:8mm}
    .head{padding-top:0}
    .foot dl>div{grid-template-columns:8rem minmax(0,1fr)}
    }

    """
}
