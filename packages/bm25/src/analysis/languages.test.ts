import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from './analyzer.ts';
import { foldWord } from './fold-word.ts';
import { LANGUAGES, type Language, SNOWBALL_STOP_WORDS } from './languages.ts';

const termsIn = (language: Language, text: string): readonly string[] => createAnalyzer({ language }).terms(text);

describe('the languages', () => {
  test.each([
    ['danish', 'De konfigurerede klienter på gatewayen', ['konfigur', 'klient', 'gateway']],
    ['dutch', 'De geconfigureerde clients van de gateway', ['geconfigureerd', 'client', 'gateway']],
    ['english', 'The configured clients of the gateway', ['configur', 'client', 'gateway']],
    ['finnish', 'Määritetyt asiakkaat ja yhdyskäytävän', ['määritety', 'asiak', 'yhdyskäytäv']],
    ['french', 'L’authentification des clients configurés', ['authentif', 'client', 'configur']],
    ['german', 'Die Authentifizierungen für größere Häuser', ['authentifizier', 'gross', 'haus']],
    ['hungarian', 'A hitelesítések és az ügyfelek', ['hitelesites', 'ugyfel']],
    ['italian', "L'autenticazione dell'utente è configurata", ['autent', 'utent', 'configur']],
    ['norwegian', 'De konfigurerte klientene på gatewayen', ['konfigurer', 'klient', 'gateway']],
    ['portuguese', 'As autenticações dos clientes', ['autentic', 'client']],
    ['romanian', 'Configurația aplicațiilor și ale clienților', ['configur', 'aplic', 'client']],
    [
      'russian',
      'Настройки и настройка клиентов моей лёгкой сети',
      ['настройк', 'настройк', 'клиент', 'мо', 'легк', 'сет'],
    ],
    ['spanish', 'Las configuraciones de los niños', ['configur', 'nin']],
    ['swedish', 'De konfigurerade klienterna på näten', ['konfigurer', 'klient', 'nät']],
  ] as const)('makes %s terms of %j', (language, text, terms) => expect(termsIn(language, text)).toEqual(terms));

  test.each(LANGUAGES)('drop the stop words of %s, in any case', (language) => {
    const words = SNOWBALL_STOP_WORDS[language];
    expect(words.length).toBeGreaterThan(80);
    const analyzer = createAnalyzer({ language, stopWords: words });
    expect(analyzer.terms(words.join(' '))).toEqual([]);
    // ß has become SS in capitals.
    const capitals = words.filter((word) => !word.includes('ß')).map((word) => word.toUpperCase());
    expect(analyzer.terms(capitals.join(' '))).toEqual([]);
    expect(language === 'english' || termsIn(language, words.join(' ')).length === 0).toBe(true);
  });

  test('keep letters apart that only look like accented ones', () => {
    expect(termsIn('swedish', 'får fär far')).toEqual(['får', 'fär', 'far']);
    expect(termsIn('swedish', 'Fa\u030ar idé')).toEqual(['får', 'ide']);
    expect(termsIn('russian', 'войн воин')).toEqual(['войн', 'воин']);
    expect(termsIn('german', 'Häuser Hauser')).toEqual(['haus', 'haus']);
  });

  test('find what was typed without accents, where the stem is the same', () => {
    expect(termsIn('french', 'éléphants')).toEqual(termsIn('french', 'elephants'));
    expect(termsIn('spanish', 'camión')).toEqual(termsIn('spanish', 'CAMION'));
  });

  test('leave the articles of French and Italian out, stemmed or not, and cut nothing else off', () => {
    const french = createAnalyzer({ language: 'french', stem: false });
    expect(french.terms("l'avion qu’elles jusqu'alors d'un prud'homme aujourd'hui")).toEqual([
      'avion',
      'elles',
      'alors',
      "prud'homme",
      "aujourd'hui",
    ]);
    const italian = createAnalyzer({ language: 'italian', stem: false });
    expect(italian.terms("dell'albero gl'italiani un'altra po'poco")).toEqual([
      'albero',
      'italiani',
      'altra',
      "po'poco",
    ]);
  });

  test('stem whole words and not numbers', () => {
    expect(termsIn('finnish', '2000 1899 v200')).toEqual(['2000', '1899', 'v200']);
  });

  test.each(LANGUAGES)('give %s the same terms with and without offsets, and folded ones', (language) => {
    const analyzer = createAnalyzer({ language });
    const word = fc.string({
      unit: fc.constantFrom(...'aeiouyästnrlkmdåöéïșёйоси', "'", ' ', '\u0301', '7', 'S', '設'),
    });
    fc.assert(
      fc.property(fc.oneof(word, fc.string({ unit: 'binary' })), (text) => {
        const tokens = analyzer.tokens(text);
        expect(analyzer.terms(text)).toEqual(tokens.map(({ term }) => term));
        expect(tokens.every(({ term }) => foldWord(term) !== '')).toBe(true);
      }),
      { seed: 1 },
    );
  });
});
