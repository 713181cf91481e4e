/** A question and the passage that answers it. */
export type QuestionAndPassage = readonly [question: string, passage: string];

/** Help pages of a made-up public library and its software, in German. */
export const GERMAN: readonly QuestionAndPassage[] = [
  [
    'Wie verlängere ich die Leihfrist?',
    'Leihfristen lassen sich im Konto unter „Ausleihen“ bis zu zweimal verlängern, sofern niemand das Medium vorgemerkt hat.',
  ],
  [
    'Was kostet der Ausweis für Studierende?',
    'Erwachsene zahlen im Jahr 24 Euro. Schülerinnen, Auszubildende und Studierende erhalten den Bibliotheksausweis kostenlos.',
  ],
  [
    'Passwort vergessen',
    'Haben Sie Ihr Kennwort verloren, klicken Sie auf der Anmeldeseite auf „Zurücksetzen“. Ein neues Passwort kommt per E-Mail.',
  ],
  [
    'Mahngebühren bei verspäteter Rückgabe',
    'Wird ein Buch zu spät zurückgegeben, entstehen ab dem ersten Tag Gebühren von 20 Cent; nach einer Woche folgt die erste Mahnung.',
  ],
  [
    'Wann hat die Zweigstelle samstags geöffnet?',
    'Die Hauptstelle öffnet montags bis freitags von zehn bis neunzehn Uhr, die Zweigstelle Nord auch samstags bis vierzehn Uhr.',
  ],
  [
    'Bücher aus anderen Bibliotheken bestellen',
    'Was wir nicht besitzen, besorgen wir über die Fernleihe. Die Bestellung kostet 1,50 Euro und dauert etwa zehn Tage.',
  ],
  [
    'E-Books auf dem Reader lesen',
    'Elektronische Bücher laden Sie in der Onleihe herunter. Auf Tolino und Kobo funktioniert das direkt, für Kindle leider nicht.',
  ],
  [
    'Drucken im Lesesaal',
    'An den Arbeitsplätzen im Lesesaal kann gedruckt werden. Eine Seite in Schwarzweiß kostet zehn Cent, in Farbe fünfzig.',
  ],
  [
    'WLAN Zugang für Gäste',
    'Gäste nutzen das drahtlose Netz „Bibliothek-offen“ nach Zustimmung zu den Bedingungen; ein Ausweis ist dafür nicht nötig.',
  ],
  [
    'Wie kann ich ein vorgemerktes Buch abholen?',
    'Vorbestellte Medien liegen sieben Werktage lang im Abholregal neben der Theke, sortiert nach den letzten Ziffern der Ausweisnummer.',
  ],
  [
    'Verlust eines Mediums melden',
    'Ein verlorenes oder beschädigtes Medium ersetzen Sie bitte durch ein gleichwertiges Exemplar oder bezahlen den Wiederbeschaffungswert.',
  ],
  [
    'Kann ich einen Gruppenraum reservieren?',
    'Gruppenräume für vier bis acht Personen werden stundenweise vergeben und online bis zu zwei Wochen im Voraus gebucht.',
  ],
  [
    'Führungen für Schulklassen',
    'Klassen lernen bei einer Führung, wie man im Katalog recherchiert. Termine vereinbart das Team der Kinderbibliothek.',
  ],
  [
    'Adresse ändern nach Umzug',
    'Sind Sie umgezogen? Legen Sie an der Information einen Ausweis mit der neuen Anschrift vor, dann ändern wir Ihre Daten.',
  ],
  [
    'Konto für Kinder eröffnen',
    'Kinder ab sechs Jahren bekommen eine eigene Karte, wenn ein Elternteil das Anmeldeformular unterschreibt.',
  ],
  [
    'Noten und Schallplatten ausleihen',
    'In der Musikabteilung stehen Partituren, Schallplatten und ein Digitalpiano, das man mit Kopfhörern spielen darf.',
  ],
  [
    'Spende gebrauchter Bücher',
    'Gut erhaltene Romane der letzten fünf Jahre nehmen wir gern geschenkt an; Lexika und Zeitschriften leider nicht.',
  ],
  [
    'Datenschutz: welche Daten werden gespeichert?',
    'Gespeichert werden Name, Anschrift und Geburtsdatum. Ausleihen werden nach der Rückgabe anonymisiert.',
  ],
  [
    'Mitgliedschaft kündigen',
    'Der Vertrag endet von selbst nach zwölf Monaten; eine Kündigung ist nicht erforderlich, Entgelte werden nicht erstattet.',
  ],
  [
    'Server startet nach Aktualisierung nicht mehr',
    'Startet der Dienst nach einem Update nicht, prüfen Sie das Protokoll unter /var/log/katalog und die Version der Datenbank.',
  ],
  [
    'Datensicherung einrichten',
    'Eine nächtliche Sicherung wird mit dem Befehl katalog-backup eingerichtet; aufbewahrt werden die letzten vierzehn Stände.',
  ],
  [
    'Schnittstelle für die Suche abfragen',
    'Die REST-Schnittstelle beantwortet Suchanfragen als JSON. Jede Anfrage braucht einen Schlüssel im Kopf Authorization.',
  ],
  [
    'Fehler 403 beim Anmelden',
    'Der Fehler 403 bedeutet, dass dem Benutzer die Rolle fehlt. Ein Administrator vergibt Rollen in der Benutzerverwaltung.',
  ],
  [
    'Umlaute werden falsch angezeigt',
    'Erscheinen statt Umlauten Fragezeichen, ist die Zeichenkodierung der Importdatei falsch: stellen Sie auf UTF-8 um.',
  ],
  [
    'Suchindex neu aufbauen',
    'Nach großen Importen sollte der Index vollständig neu erzeugt werden; das dauert bei einer Million Titeln rund eine Stunde.',
  ],
  [
    'Wo finde ich Zeitungen von früher?',
    'Historische Zeitungen ab 1848 stehen als Mikrofilm im Magazin und werden auf Bestellung in den Lesesaal gebracht.',
  ],
  [
    'Rückgabe außerhalb der Öffnungszeiten',
    'Nachts und an Feiertagen nimmt der Automat neben dem Eingang Medien entgegen; das Konto wird sofort entlastet.',
  ],
  [
    'Barrierefreier Zugang',
    'Ein Aufzug führt in alle Stockwerke, am Hintereingang gibt es eine Rampe, und Lupen liegen an der Theke bereit.',
  ],
  [
    'Veranstaltungen und Lesungen',
    'Autorinnen und Autoren lesen jeden ersten Donnerstag im Monat. Der Eintritt ist frei, Plätze werden nicht reserviert.',
  ],
  [
    'Wie viele Medien darf ich gleichzeitig ausleihen?',
    'Höchstens vierzig Medien dürfen zugleich entliehen sein, davon zehn Filme und fünf Konsolenspiele.',
  ],
  [
    'Hausverbot und Regeln',
    'Wer andere stört, raucht oder Geräte beschädigt, kann nach der Hausordnung des Gebäudes verwiesen werden.',
  ],
  [
    'Fundsachen',
    'Liegengebliebene Jacken, Schlüssel und Telefone werden vier Wochen aufbewahrt und dann dem Fundbüro übergeben.',
  ],
  [
    'Praktikum in der Bibliothek',
    'Schülerpraktika dauern zwei Wochen. Bewerbungen mit Lebenslauf richten Sie mindestens drei Monate vorher an die Personalstelle.',
  ],
  [
    'Sprachkurse online lernen',
    'Mit dem Ausweis lernen Sie zu Hause kostenlos Spanisch, Polnisch oder Deutsch als Fremdsprache am Bildschirm.',
  ],
  [
    'Lizenz für Streaming von Filmen',
    'Filme lassen sich ohne Werbung streamen; vier Titel im Monat sind in der Jahresgebühr enthalten.',
  ],
  [
    'Etiketten und Signaturen erklärt',
    'Die Signatur auf dem Buchrücken nennt Sachgruppe und Verfasser und zeigt, in welchem Regal ein Band steht.',
  ],
  ['Kaffee und Essen im Haus', 'Getränke mit Deckel sind überall erlaubt, Speisen nur im Café im Erdgeschoss.'],
  [
    'Parkplatz und Anfahrt',
    'Die Straßenbahnlinien 3 und 11 halten vor dem Haus; das Parkhaus in der Gartenstraße ist zwei Minuten entfernt.',
  ],
  [
    'Benachrichtigung per SMS abbestellen',
    'Erinnerungen an fällige Medien verschicken wir per E-Mail oder SMS; in den Einstellungen schalten Sie sie ab.',
  ],
  [
    'Anschaffung vorschlagen',
    'Fehlt Ihnen ein Titel? Mit dem Formular „Wunschbuch“ schlagen Sie ihn zum Kauf vor und hören binnen zwei Wochen von uns.',
  ],
];

/** Help pages of a made-up city office and its software, in Japanese. */
export const JAPANESE: readonly QuestionAndPassage[] = [
  [
    'パスワードを忘れた場合',
    'パスワードがわからないときは、ログイン画面の「再設定」を押すと、登録したメールアドレスに案内が届きます。',
  ],
  ['引っ越しの届け出はいつまでか', '転入届は、新しい住所に住み始めた日から十四日以内に市民課の窓口へ出してください。'],
  ['ごみの収集日', '燃えるごみは月曜日と木曜日、資源ごみは第二水曜日の朝八時までに決められた場所へ出します。'],
  [
    '住民票の写しを取る方法',
    '住民票の写しは窓口のほか、マイナンバーカードがあればコンビニエンスストアでも取得できます。',
  ],
  [
    '保育園の申し込み',
    '四月からの入園は前年の十一月に受け付けます。就労証明書と申込書を子育て支援課に提出してください。',
  ],
  ['図書館の本の返却が遅れたら', '返却期限を過ぎた本があると、新しい貸し出しはできません。延滞料はかかりません。'],
  ['税金の納付方法', '市税は銀行や郵便局の窓口、口座振替、またはスマートフォンの決済アプリで納めることができます。'],
  [
    '国民健康保険の脱退手続き',
    '会社の健康保険に入ったときは、新しい保険証を持って国民健康保険をやめる手続きをしてください。',
  ],
  [
    '印鑑登録に必要なもの',
    '登録する印鑑と本人確認書類を持って本人が来庁してください。代理人の場合は委任状が必要です。',
  ],
  [
    '粗大ごみの料金',
    '家具や自転車などの大きなごみは電話で予約し、処理券を買って貼ってください。料金は品目で異なります。',
  ],
  [
    '水道の使用を止めたい',
    '転居などで水道を止めるときは、五日前までに水道局へ連絡してください。料金は日割りで計算します。',
  ],
  ['子どもの医療費の助成', '十八歳までの子どもの通院と入院の費用は、受給者証を見せると自己負担がなくなります。'],
  ['避難所の場所を知りたい', '災害のときに使う避難所は、防災地図と市のホームページで確認できます。小学校が中心です。'],
  ['犬の登録と予防注射', '犬を飼い始めたら三十日以内に登録し、毎年一回、狂犬病の予防注射を受けさせてください。'],
  ['会議室の予約', '公民館の会議室は利用日の二か月前から予約できます。取り消しは三日前までにお願いします。'],
  ['駐車場の利用時間', '庁舎の地下駐車場は午前七時から午後十時まで利用でき、最初の一時間は無料です。'],
  ['年金の相談', '年金の受け取りについては、予約のうえ年金事務所で相談できます。年金手帳をお持ちください。'],
  ['結婚するときの書類', '婚姻届には二人の署名と証人二人の記入が必要です。夜間や休日も宿直室で預かります。'],
  ['外国語で相談できるか', '英語、中国語、ベトナム語の通訳が平日の午後に窓口で相談を手伝います。'],
  [
    'サーバーが起動しない',
    '更新のあとにサーバーが起動しないときは、ログファイルを確認し、設定の文字コードを見直してください。',
  ],
  ['データのバックアップ', 'データベースのバックアップは毎晩二時に実行され、三十日分が別の装置に保存されます。'],
  [
    '検索の索引を作り直す',
    '文書を大量に取り込んだあとは、管理画面から検索の索引を再構築してください。一時間ほどかかります。',
  ],
  ['文字化けを直す', '文字化けは文字コードの違いで起こります。ファイルをUTF-8で保存し直してから読み込んでください。'],
  ['利用者の権限を変える', '管理者は利用者ごとに閲覧、編集、承認の権限を設定できます。変更はすぐに反映されます。'],
  ['通知メールを止める', '設定の「お知らせ」を開き、受け取りたくない種類の印を外すと、メールは送られません。'],
  ['APIの使い方', '検索の結果はJSONで返ります。要求には発行された鍵を付けてください。一分に六十回まで使えます。'],
  ['画面の文字を大きくする', '右上の「表示」から文字の大きさと背景の色を選べます。選んだ内容は次回も使われます。'],
  ['申請の取り下げ', '受け付け前の申請は一覧から削除できます。受け付け後は担当の課に連絡してください。'],
  [
    '手数料の支払いにカードは使えるか',
    '証明書の手数料は現金のほか、クレジットカードと交通系の電子マネーで支払えます。',
  ],
  ['耐震診断の補助金', '昭和五十六年より前に建てた木造住宅の耐震診断には、費用の三分の二を補助します。'],
  ['プールの休館日', '市民プールは火曜日が休みです。夏休みの間は毎日、朝九時から夜八時まで開いています。'],
  ['自転車の撤去', '駅前に放置した自転車は撤去され、保管所で三千円を払うと返してもらえます。'],
  ['選挙の期日前投票', '投票日に行けない人は、公示の翌日から前日まで市役所で投票できます。入場券をお持ちください。'],
  ['空き家の相談', '使っていない家の売却や貸し出しについて、専門家が月に一度、無料で相談に応じます。'],
  ['害虫の駆除', '蜂の巣を見つけたら近づかず、環境課に電話してください。公道にあるものは市が取り除きます。'],
  ['健康診断の受け方', '四十歳以上の人には受診券を送ります。病院に直接予約し、前の晩から食事を控えてください。'],
  ['市の広報紙を郵送してほしい', '広報紙は毎月一日に全戸へ配ります。市外の人には送料を負担してもらえば郵送します。'],
  ['消防団に入りたい', '消防団員は十八歳以上で市内に住むか勤める人なら誰でも応募できます。訓練は月に一度です。'],
  [
    '公園で火を使ってよいか',
    '公園での花火とたき火は禁止です。川沿いの広場に限り、届け出れば調理のための火を使えます。',
  ],
  ['道路の穴を見つけた', '道路の陥没や街灯の故障は、場所がわかる写真を付けて専用のアプリから知らせてください。'],
];
