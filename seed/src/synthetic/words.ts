// Common nouns, one meaning a row, so that one name can be given in several languages. None of them is anybody's name.

export interface Writing {
  /** What stands around a name in running text. */
  quotes: readonly [open: string, close: string];
  /** The legal form stands before the name: ТОО «Болат». */
  formFirst: boolean;
  cyrillic: boolean;
}

const latin: Writing = { quotes: ['', ''], formFirst: false, cyrillic: false };
const cyrillic: Writing = { quotes: ['«', '»'], formFirst: false, cyrillic: true };

/** By BCP 47 tag; the order is that of the columns below. */
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

/** Each row by language. */
const readRows = (text: string): Readonly<Record<string, string>>[] =>
  text
    .trim()
    .split('\n')
    .map((row) => Object.fromEntries(row.split('|').map((word, column) => [tags[column] ?? '', word.trim()])));

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

/** What an organisation that is no company calls itself, by kind. */
export const titles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  RESEARCH_CENTER: readTitle('University|Üniversitesi|Universiteti|Университеті|Universiteti|Университети|Universiteti|Университети|Uniwersiteti|Egyetem|Университет'), // prettier-ignore
  INNOVATION_HUB: readTitle('Technopark|Teknopark|Texnopark|Технопарк|Tehnopark|Технопарк|Texnopark|Технопарк|Tehnopark|Technopark|Технопарк'), // prettier-ignore
  INVESTOR: readTitle('Fund|Fonu|Fondu|Қоры|Qory|Фонду|Jamgʻarmasi|Жамғармаси|Gaznasy|Alap|Фонд'), // prettier-ignore
  ASSOCIATION: readTitle('Association|Birliği|Birliyi|Одағы|Odağy|Бирикмеси|Uyushmasi|Уюшмаси|Birleşigi|Szövetség|Союз'), // prettier-ignore
};

function readTitle(row: string): Readonly<Record<string, string>> {
  return readRows(row)[0] ?? {};
}

/** Made-up names are strung together from these, in both scripts. */
export const syllables: readonly (readonly [latin: string, cyrillic: string])[] = [
  ['ar', 'ар'], ['bek', 'бек'], ['dal', 'дал'], ['er', 'ер'], ['gan', 'ган'], ['kar', 'кар'], ['la', 'ла'], ['mar', 'мар'], ['na', 'на'], ['or', 'ор'],
  ['pa', 'па'], ['ra', 'ра'], ['sar', 'сар'], ['tan', 'тан'], ['ul', 'ул'], ['vor', 'вор'], ['zan', 'зан'], ['bu', 'бу'], ['de', 'де'], ['ko', 'ко'],
]; // prettier-ignore

/** Marks that stand in several countries' registers alike. */
export const marks: readonly string[] = [
  'Altyn Qala',
  'Ipek Yolu',
  'Orda Steel',
  'Turan Logistics',
  'Köprü',
  'IŞIK',
  'Dala & Co',
];
