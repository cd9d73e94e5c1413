// Common nouns, one meaning per row, so that a name can be given in several languages. None is the
// name of a person.

export interface Writing {
  /** The quotation marks around a name in text. */
  quotes: readonly [open: string, close: string];
  /** Whether the legal form comes before the name: ТОО «Болат». */
  formFirst: boolean;
  cyrillic: boolean;
}

const latin: Writing = { quotes: ['', ''], formFirst: false, cyrillic: false };
const cyrillic: Writing = { quotes: ['«', '»'], formFirst: false, cyrillic: true };

/** By BCP 47 tag, in the order of the columns below. */
export const writings: Readonly<Record<string, Writing>> = {
  en: latin,
  tr: latin,
  az: { ...latin, quotes: ['"', '"'] },
  'kk-Cyrl': cyrillic,
  'kk-Latn': { ...latin, quotes: ['«', '»'] },
  'ky-Cyrl': cyrillic,
  uz: { ...latin, quotes: ['“', '”'] },
  'uz-Cyrl': cyrillic,
  tk: { ...latin, quotes: ['"', '"'] },
  hu: latin,
  ru: { ...cyrillic, formFirst: true },
};

const tags = Object.keys(writings);

/** The words of each row by language. */
const readRows = (text: string): Readonly<Record<string, string>>[] =>
  text
    .trim()
    .split('\n')
    .map((row) =>
      Object.fromEntries(row.split('|').map((word, column) => [tags[column] ?? '', word.trim()])),
    );

export const nouns = readRows(`
  Steel|Çelik|Polad|Болат|Bolat|Болот|Poʻlat|Пўлат|Polat|Acél|Сталь
  Silk|İpek|İpək|Жібек|Jibek|Жибек|Ipak|Ипак|Ýüpek|Selyem|Шёлк
  Light|Işık|İşıq|Жарық|Jaryq|Жарык|Yorugʻlik|Ёруғлик|Yşyk|Fény|Свет
  Gold|Altın|Qızıl|Алтын|Altyn|Алтын|Oltin|Олтин|Altyn|Arany|Золото
  Road|Yol|Yol|Жол|Jol|Жол|Yoʻl|Йўл|Ýol|Út|Путь
  Star|Yıldız|Ulduz|Жұлдыз|Juldyz|Жылдыз|Yulduz|Юлдуз|Ýyldyz|Csillag|Звезда
  Sun|Güneş|Günəş|Күн|Kün|Күн|Quyosh|Қуёш|Gün|Nap|Солнце
  Sea|Deniz|Dəniz|Теңіз|Teñiz|Деңиз|Dengiz|Денгиз|Deňiz|Tenger|Море
  Mountain|Dağ|Dağ|Тау|Tau|Тоо|Togʻ|Тоғ|Dag|Hegy|Гора
  Wheat|Buğday|Buğda|Бидай|Bidai|Буудай|Bugʻdoy|Буғдой|Bugdaý|Búza|Пшеница
  Cotton|Pamuk|Pambıq|Мақта|Maqta|Пахта|Paxta|Пахта|Pagta|Pamut|Хлопок
  Stone|Taş|Daş|Тас|Tas|Таш|Tosh|Тош|Daş|Kő|Камень
  Copper|Bakır|Mis|Мыс|Mys|Жез|Mis|Мис|Mis|Réz|Медь
  Iron|Demir|Dəmir|Темір|Temir|Темир|Temir|Темир|Demir|Vas|Железо
  Bridge|Köprü|Körpü|Көпір|Köpir|Көпүрө|Koʻprik|Кўприк|Köpri|Híd|Мост
  Wool|Yün|Yun|Жүн|Jün|Жүн|Jun|Жун|Ýüň|Gyapjú|Шерсть
  Apple|Elma|Alma|Алма|Alma|Алма|Olma|Олма|Alma|Alma|Яблоко
  Spring|Pınar|Bulaq|Бұлақ|Bulaq|Булак|Buloq|Булоқ|Bulak|Forrás|Родник
  Industry|Sanayi|Sənaye|Өнеркәсіп|Önerkäsip|Өнөр жай|Sanoat|Саноат|Senagat|Ipar|Промышленность
  Trade|Ticaret|Ticarət|Сауда|Sauda|Соода|Savdo|Савдо|Söwda|Kereskedelem|Торговля
  Energy|Enerji|Enerji|Энергия|Energia|Энергия|Energiya|Энергия|Energiýa|Energia|Энергия
  Construction|İnşaat|İnşaat|Құрылыс|Qurylys|Курулуш|Qurilish|Қурилиш|Gurluşyk|Építő|Строй
  Cement|Çimento|Sement|Цемент|Sement|Цемент|Sement|Цемент|Sement|Cement|Цемент
  Software|Yazılım|Proqram|Бағдарлама|Bağdarlama|Программа|Dastur|Дастур|Programma|Szoftver|Программы
`);

/** Topics of opportunities: related terms by the ISIC division that trades in them. */
export const topics: readonly {
  section: string;
  division: string;
  terms: readonly Readonly<Record<string, string>>[];
}[] = [
  {
    section: 'C',
    division: '10',
    terms: readRows(`
    food processing|gıda işleme|qida emalı|тамақ өңдеу|tamaq öñdeu|тамак-аш иштетүү|oziq-ovqat sanoati|озиқ-овқат саноати|azyk senagaty|élelmiszeripar|пищевая промышленность
    drying|kurutma|qurutma|кептіру|keptiru|кургатуу|quritish|қуритиш|guratmak|szárítás|сушка
    cold chain|soğuk zincir|soyuq zəncir|суық тізбек|suyq tizbek|муздак чынжыр|sovuq zanjir|совуқ занжир|sowuk zynjyr|hűtőlánc|холодовая цепь`),
  },
  {
    section: 'A',
    division: '01',
    terms: readRows(`
    drip irrigation|damla sulama|damcı suvarma|тамшылатып суару|tamşylatyp suaru|тамчылатып сугаруу|tomchilatib sugʻorish|томчилатиб суғориш|damjalaýyn suwaryş|csepegtető öntözés|капельное орошение
    greenhouse|sera|istixana|жылыжай|jylyjai|күнөскана|issiqxona|иссиқхона|ýyladyşhana|üvegház|теплица
    sensors|sensör|sensor|датчиктер|datçikter|датчиктер|sensorlar|сенсорлар|datçikler|érzékelő|датчики`),
  },
  {
    section: 'D',
    division: '35',
    terms: readRows(`
    solar energy|güneş enerjisi|günəş enerjisi|күн энергиясы|kün energiasy|күн энергетикасы|quyosh energiyasi|қуёш энергияси|gün energiýasy|napenergia|солнечная энергия
    energy storage|enerji depolama|enerji saxlanması|энергия сақтау|energia saqtau|энергия сактоо|energiya saqlash|энергия сақлаш|energiýa saklamak|energiatárolás|накопление энергии
    green hydrogen|yeşil hidrojen|yaşıl hidrogen|жасыл сутегі|jasyl sutegi|жашыл суутек|yashil vodorod|яшил водород|ýaşyl wodorod|zöldhidrogén|зелёный водород`),
  },
  {
    section: 'C',
    division: '24',
    terms: readRows(`
    steel|çelik|polad|болат|bolat|болот|poʻlat|пўлат|polat|acél|сталь
    mineral processing|cevher zenginleştirme|filiz zənginləşdirmə|кен байыту|ken baiytu|кен байытуу|ruda boyitish|руда бойитиш|magdan baýlaşdyrmak|ércdúsítás|обогащение руды
    welding|kaynak|qaynaq|дәнекерлеу|dänekerleu|ширетүү|payvandlash|пайвандлаш|kebşirleme|hegesztés|сварка`),
  },
  {
    section: 'J',
    division: '62',
    terms: readRows(`
    artificial intelligence|yapay zekâ|süni intellekt|жасанды интеллект|jasandy intellekt|жасалма интеллект|sunʼiy intellekt|сунъий интеллект|emeli aň|mesterséges intelligencia|искусственный интеллект
    machine vision|makine görüsü|kompüter görməsi|компьютерлік көру|kompüterlik köru|компьютердик көрүү|kompyuter koʻrishi|компьютер кўриши|kompýuter görüşi|gépi látás|машинное зрение
    cybersecurity|siber güvenlik|kibertəhlükəsizlik|киберқауіпсіздік|kiberqauipsizdik|киберкоопсуздук|kiberxavfsizlik|киберхавфсизлик|kiberhowpsuzlyk|kiberbiztonság|кибербезопасность`),
  },
];

/** The designations of organisations that are not companies, by kind. */
export const titles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  RESEARCH_CENTER: readTitle(
    'University|Üniversitesi|Universiteti|Университеті|Universiteti|Университети|Universiteti|Университети|Uniwersiteti|Egyetem|Университет',
  ),
  INNOVATION_HUB: readTitle(
    'Technopark|Teknopark|Texnopark|Технопарк|Tehnopark|Технопарк|Texnopark|Технопарк|Tehnopark|Technopark|Технопарк',
  ),
  INVESTOR: readTitle('Fund|Fonu|Fondu|Қоры|Qory|Фонду|Jamgʻarmasi|Жамғармаси|Gaznasy|Alap|Фонд'),
  ASSOCIATION: readTitle(
    'Association|Birliği|Birliyi|Одағы|Odağy|Бирикмеси|Uyushmasi|Уюшмаси|Birleşigi|Szövetség|Союз',
  ),
};

function readTitle(row: string): Readonly<Record<string, string>> {
  return readRows(row)[0] ?? {};
}

/** The syllables of synthetic names, in both scripts. */
export const syllables: readonly (readonly [latin: string, cyrillic: string])[] = [
  ['ar', 'ар'],
  ['bek', 'бек'],
  ['dal', 'дал'],
  ['er', 'ер'],
  ['gan', 'ган'],
  ['kar', 'кар'],
  ['la', 'ла'],
  ['mar', 'мар'],
  ['na', 'на'],
  ['or', 'ор'],
  ['pa', 'па'],
  ['ra', 'ра'],
  ['sar', 'сар'],
  ['tan', 'тан'],
  ['ul', 'ул'],
  ['vor', 'вор'],
  ['zan', 'зан'],
  ['bu', 'бу'],
  ['de', 'де'],
  ['ko', 'ко'],
];

/** Marks that several countries' registers have. */
export const marks: readonly string[] = [
  'Altyn Qala',
  'Ipek Yolu',
  'Orda Steel',
  'Turan Logistics',
  'Köprü',
  'IŞIK',
  'Dala & Co',
];
