"""Stop words and reference stems of the languages that the analyzer knows.

    python3 -m venv venv && venv/bin/pip install snowballstemmer==2.2.0
    mvn dependency:copy -Dartifact=org.apache.lucene:lucene-analysis-common:9.12.0 -DoutputDirectory=lucene
    apt-get download snowball-data=0+20210120-1 && dpkg-deb -x snowball-data_*.deb vocabulary
    venv/bin/python scripts/make-language-data.py lucene/*.jar vocabulary/usr/share/snowball/data

Writes src/analysis/stop-words/*.ts and fixtures/snowball-stems.json. Of Snowball's vocabularies, one word in some hundred
is taken; French has a vocabulary of another licence, so its words stand here.
"""

import json
import re
import sys
import textwrap
import zipfile
from pathlib import Path

import snowballstemmer

LANGUAGES = (
    "danish dutch english finnish french german hungarian italian norwegian portuguese romanian russian spanish swedish"
).split()
WORDS_PER_LANGUAGE = 200
FRENCH = """
abonnement abonnements abonnés accélération accélérer actuellement administrateurs adresses agréable aimables aimaient
analyses ancienne anciennes appareils application appliquées apprendre architectures arriverait arrêtée authentification
autorisation autorisations balanciers bases blanches bonheur cachées capacité capacités centrales certificats chanteuse
changements chevaux clés clients collections commande commerciale comparaison configuration configurer configurations
connexions connectées considérablement constitution continuellement contraintes copier couleurs courageuse créations
dangereux délais demandes demandeur différemment différences disponibilité documents doucement durées échecs égalité
électriques élevées enregistrements entièrement environnements erreurs établissement évolutions exécutées exécutions
expérience fichiers finalement finirent finissait fonctionnalités fréquemment garanties générale généralement généreuses
grandes habitations heureuse heureusement historique idées images indépendance indexation informations intelligence
intelligemment interfaces internationales journaux langages légères libertés limitations limités logicielle logicielles
logiques lumières mangeaient manuellement matières méthodes mesurées modifications modules mouvement naturelle nationaux
négociations nettement nouvelle objets obligatoire opérations ordinateurs organisation paramètres partiellement passages
passerelle performances permission politiques possibilités précédente premièrement principaux processus produits
programmation propriétés protections publiques qualités quantité rapidement recherches recommandations réponses
requêtes réseaux résultats sécurité sélections sentiments serveurs simplement solutions stockées suffisamment systèmes
techniques temporaires théories traductions traitements travailler travaillons utilisateurs utilisation utilisées
vérifications versions visibles vitesses voitures volontairement vrais
""".split()


def stop_words(jar, language):
    if language == "romanian":
        lines = jar.read("org/apache/lucene/analysis/ro/stopwords.txt").decode().splitlines()
        return [line.strip() for line in lines if not line.startswith("#")]
    text = jar.read(f"org/apache/lucene/analysis/snowball/{language}_stop.txt").decode()
    return re.sub(r"\|.*", "", text).split()


def write_stop_words(jar, language):
    words = [word for word in dict.fromkeys(stop_words(jar, language)) if word]
    lines = textwrap.fill(" ".join(words), 118, break_long_words=False, break_on_hyphens=False)
    whose = "Jacques Savoy's" if language == "romanian" else "Snowball's"
    Path(f"src/analysis/stop-words/{language}.ts").write_text(
        f"/** {whose} {len(words)} {language.capitalize()} stop words, as of Lucene 9.12.0. See LICENSE beside this file. */\n"
        f"export const {language.upper()}: readonly string[] = `\n{lines}\n`\n  .trim()\n  .split(/\\s+/);\n"
    )


def sample(folder, language):
    if language == "french":
        return FRENCH
    words = [word for word in (folder / language / "voc.txt").read_text().split() if word.isalpha()]
    step = len(words) // WORDS_PER_LANGUAGE
    return words[step // 2 :: step][:WORDS_PER_LANGUAGE]


def main(jar, folder):
    stems = {}
    for language in LANGUAGES:
        write_stop_words(jar, language)
        stemmer = snowballstemmer.stemmer(language)
        stems[language] = {word: stemmer.stemWord(word) for word in sample(folder, language)}
    lines = ",\n".join(f'  "{language}": {json.dumps(found, ensure_ascii=False)}' for language, found in stems.items())
    Path("fixtures/snowball-stems.json").write_text(f"{{\n{lines}\n}}\n")


main(zipfile.ZipFile(sys.argv[1]), Path(sys.argv[2]))
