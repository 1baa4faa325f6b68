"""One address of every kind of page, for tests that look at all of them."""

PAGES = {
    "start": "/",
    "hits": "/?q=Brücke",
    "narrowed": "/?q=Brücke&category=Verkehr&category=Planen+und+Bauen&from=2024&to=2024",
    "long-word": "/?q=Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde",
    "nothing": "/?q=Quastenflosser+Marzipan+Brücke&category=Verkehr&district=Nordhafen",
    "refused": "/?q=Bach&from=neulich",
    "beyond": "/?q=Brücke&page=99",
    "article": "/artikel/bach-2024?q=Bach",
    "article-of-many": "/artikel/bruecke-7",
    "teaser": "/?q=Eisbahn",
    "not-found": "/artikel/gibtesnicht",
    "help": "/hilfe",
    "about": "/ueber",
}
