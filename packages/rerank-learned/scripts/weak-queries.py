#!/usr/bin/env python3
"""Makes weak queries and the passages that answer them of freely licensed text. Nothing but Python 3.11 is needed.

    python3 packages/embed/scripts/collect-texts.py fetch FOLDER                 # as for the static table
    python3 packages/rerank-learned/scripts/weak-queries.py FOLDER weak.jsonl    # {"source", "query", "passage"} a line

A query is what a text is headed by: the short description of a package, a title, a headword, a question of a FAQ. The
passage is what follows, without the heading. Some headings are put as people ask: "what is …". Seeded.
"""
import glob
import gzip
import html
import importlib.util
import json
import os
import random
import re
import sqlite3
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SPEC = importlib.util.spec_from_file_location('texts', f'{HERE}/../../embed/scripts/collect-texts.py')
texts = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(texts)
clean, untagged = texts.clean, texts.untagged

QUOTA = {
    'debian': 5000,
    'foldoc': 4000,
    'gcide': 3000,
    'wordnet': 5000,
    'go': 3000,
    'plos': 6000,
    'wikipedia': 4000,
    'documentation': 6000,
    'faq': 2000,
    'gnome': 500,
    'manuals': 2500,
}
ASKED = ['what is {}', 'what is {}', 'what does {} mean', 'define {}', '{} definition', '{} meaning', '{}', '{}', 'what are {}']
TOPIC = ['{1} of {0}', '{0} {1}', 'what is the {1} of {0}', '{0}: {1}', '{1} {0}']


def asked(rng, word):
    return rng.choice(ASKED).format(word.lower() if rng.random() < 0.8 else word)


def cut(rng, text, least=20, most=220):
    """The beginning of a text, whole sentences where there are some."""
    words = text.split(' ')[: rng.randint(least, most)]
    found = list(re.finditer(r'[.!?](?= )', ' '.join(words) + ' '))
    return ' '.join(words)[: found[-1].end()] if found and found[-1].end() > 60 else ' '.join(words)


def without(heading, text):
    """A text without the heading that it begins with, in most cases."""
    start = re.compile(re.escape(heading) + r'[\s,.:;)-]*', re.I).match(text)
    return text[start.end() :] if start else text


def debian(rng, folder):
    seen = set()
    for short, lines in texts.descriptions(folder):
        body = clean(' '.join(line for line in lines if line != '.'))
        if body and body[:80] not in seen:
            seen.add(body[:80])
            yield re.sub(r' \(.*?\)$| - .*$', '', short), cut(rng, body, 30, 180)


def entries(rng, folder, names):
    for name in names:
        for word, text in texts.dictionary(f'{folder}/dict-{name}/usr/share/dictd/{name}'):
            text = re.sub(r'\(\d{4}-\d\d-\d\d\)|<[^>\n]*>|\[[^\]]*\]|\\[^\\]*\\|\n\s+--[^\n]*', ' ', text)
            body = without(word, clean(text.replace('{', '').replace('}', '')))
            if len(word) > 3:
                yield asked(rng, word), cut(rng, body, 25, 120)


def foldoc(rng, folder):
    yield from entries(rng, folder, ['foldoc', 'jargon'])


def gcide(rng, folder):
    yield from entries(rng, folder, ['gcide'])


def wordnet(rng, folder):
    for line in open(f'{folder}/wordnet-base/usr/share/wordnet/data.noun'):
        if line.startswith(' '):
            continue
        head, gloss = line.split(' | ', 1)
        word = head.split(' ')[4].replace('_', ' ')
        if ' ' in word or rng.random() < 0.4:
            yield asked(rng, word), clean(gloss)


def go(rng, folder):
    file = f'{folder}/r-bioc-go.db/usr/lib/R/site-library/GO.db/extdata/GO.sqlite'
    for term, definition in sqlite3.connect(file).execute('select term, definition from go_term order by go_id'):
        if definition and term != 'all':
            yield asked(rng, term), clean(definition)


def plos(rng, folder):
    """Titles with the abstract, headings and captions with the paragraph below."""
    for title, text in texts.articles(folder):
        abstract = re.search(r'<abstract>(.*?)</abstract>', text, re.S)
        if abstract:
            yield title, cut(rng, untagged(abstract[1]), 80, 300)
        for heading, body in re.findall(r'<title>([^<]{25,})</title>\s*<p\b[^>]*>(.*?)</p>', text, re.S):
            yield untagged(heading), cut(rng, untagged(body), 30, 220)
        for body in re.findall(r'<p\b[^>]*>(.*?)</p>', text, re.S):
            sentences = texts.SENTENCE_END.split(untagged(body))
            if len(sentences) > 3 and rng.random() < 0.3:
                yield sentences[0], cut(rng, ' '.join(sentences[1:]), 30, 220)


def wikipedia(rng, folder):
    archive = texts.wheel(folder, 'gensim')
    file = next(name for name in archive.namelist() if 'enwiki-latest' in name)
    for page in re.findall(r'<page>(.*?)</page>', texts.bz2.decompress(archive.read(file)).decode('utf8'), re.S):
        title = html.unescape(re.search(r'<title>(.*?)</title>', page)[1])
        found = re.search(r'<text[^>]*>(.*?)</text>', page, re.S)
        body = texts.without_markup(html.unescape(found[1])) if found else ''
        topic = ''
        for line in body.split('\n'):
            heading = re.match(r'==+ *(.*?) *==+', line)
            if heading:
                topic = heading[1]
            elif line and line[0] not in '=|{}!*#:;':
                query = rng.choice(TOPIC).format(title, topic) if topic else asked(rng, title)
                yield query.lower() if rng.random() < 0.7 else query, cut(rng, clean(line), 25, 120)


def documentation(rng, folder):
    for package in texts.DOCUMENTATION:
        pages = sorted(glob.glob(f'{folder}/{package}/usr/share/**/*.html', recursive=True))
        pages = [page for page in pages if os.path.isfile(page) and texts.is_english(package, page)]
        rng.shuffle(pages)
        kept = 0
        for page in pages[:400]:
            text = open(page, encoding='utf8', errors='replace').read(300_000)
            found = re.search(r'<title>(.*?)</title>', text, re.S)
            name = re.split(r' [\u2014\u2013|-]+ |: ', untagged(found[1]))[0] if found else ''
            for heading, body in re.findall(r'<h[1-4][^>]*>(.*?)</h[1-4]>\s*(?:<[^p][^>]*>\s*)*<p[^>]*>(.*?)</p>', text, re.S):
                heading = re.sub(r'^[\d.\s]+', '', untagged(heading))
                kept += 1
                yield (f'{name} {heading}' if rng.random() < 0.4 else heading), cut(rng, untagged(body), 20, 150)
            if kept > 900:
                break


def faq(rng, folder):
    """Headings that are questions, with what comes after them up to the next heading."""
    for page in sorted(glob.glob(f'{folder}/*/usr/share/**/*.html', recursive=True)):
        text = open(page, encoding='utf8', errors='replace').read(400_000) if os.path.isfile(page) else ''
        for heading, body in re.findall(r'<(?:h[1-6]|dt|strong)[^>]*>((?:(?!</).)*?\?.{0,200}?)</(?:h[1-6]|dt|strong)>(.*?)(?=<h[1-6]|<dt)', text, re.S):
            yield re.sub(r'^[\d.\sQ:]+', '', untagged(heading)), cut(rng, untagged(body), 25, 150)


def gnome(rng, folder):
    for file in sorted(glob.glob(f'{folder}/gnome-user-docs/usr/share/help/C/**/*.page', recursive=True)):
        text = re.sub(r'<info>.*?</info>', '', open(file, encoding='utf8').read(), flags=re.S)
        found = re.search(r'<title>(.*?)</title>', text, re.S)
        body = ' '.join(untagged(p) for p in re.findall(r'<p>(.*?)</p>', text, re.S))
        heading = untagged(found[1]) if found else ''
        yield (f'how do I {heading[:1].lower()}{heading[1:]}' if rng.random() < 0.5 else heading), cut(rng, body, 25, 150)


def manuals(rng, folder):
    for file in sorted(glob.glob(f'{folder}/manpages*/usr/share/man/man*/*.gz')):
        paragraphs = [clean(p) for p in texts.roff_paragraphs(gzip.open(file).read().decode('utf8', 'replace'))]
        name, _, purpose = (paragraphs[0] if paragraphs else '').partition(' - ')
        yield (f'how to {purpose}' if rng.random() < 0.4 else purpose), cut(rng, ' '.join(paragraphs[1:]), 40, 200)


def main(folder, out):
    kept, seen = [], set()
    for name, most in QUOTA.items():
        rng = random.Random(f'tsr weak {name}')
        found = []
        for query, passage in globals()[name](rng, folder):
            query, passage = clean(query)[:300], clean(passage)
            if texts.is_prose(query, 1) and texts.is_prose(passage, 5) and passage[:100] not in seen:
                seen.add(passage[:100])
                found.append({'source': name, 'query': query, 'passage': passage})
        rng.shuffle(found)
        kept += found[:most]
        print(f'{name}: {min(most, len(found))} of {len(found)}')
    random.Random('tsr weak').shuffle(kept)
    with open(out, 'w', encoding='utf8') as file:
        file.writelines(json.dumps(each, ensure_ascii=False) + '\n' for each in kept)


if __name__ == '__main__':
    main(*sys.argv[1:])
