/**
 * The languages of the element and the page are complete and follow their own rules.
 *
 * @import { Language } from "../../target/js/element/languages/language.js"
 */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { DEVICE_ERRORS } from "../../target/js/device-errors.js";
import { chooseLanguage } from "../../target/js/element/languages/choose.js";
import { en } from "../../target/js/element/languages/en.js";
import { foldCase } from "../../target/js/element/languages/fold-case.js";
import { formatsOf } from "../../target/js/element/languages/formats.js";
import { LANGUAGES } from "../../target/js/element/languages/index.js";
import { renderText, textsOf } from "./language-texts.js";

const COUNTS = [0, 1, 2, 5, 1000];

/** Texts that only combine other texts, or have nothing to translate. A language may add texts that are the same as in English. */
const MAY_BE_THE_SAME = [
  "direction",
  "page.demo.name",
  "headline.join",
  "announcement.sentence",
  "announcement.result",
];

/** @param {Language} language */
function shapeOf(language) {
  return textsOf(language).map(([path, text]) => [path, typeof text === "string" ? "text" : text.length]);
}

for (const language of LANGUAGES) {
  const { tag, locale, format } = language;
  const texts = textsOf(language);

  suite(`the language ${tag}`, () => {
    test("names a row as the search finds it, without a sign for thousands", () => {
      assert.match(language.causes.rows([1004], 0), /\b1004\b/);
    });

    test("is chosen by its tag", () => {
      assert.equal(new Intl.Locale(locale).language, tag);
      assert.equal(chooseLanguage(tag), language);
    });

    test("has every text that English has, with as many parameters", () => {
      assert.deepEqual(shapeOf(language), shapeOf(en));
    });

    test("has no empty or broken text for any count", () => {
      for (const [path, text] of texts) {
        for (const count of COUNTS) {
          const sentence = renderText(path, text, count);
          assert.match(sentence, /\p{L}|\p{N}/u, path);
          assert.doesNotMatch(sentence, /undefined|NaN|\[object| {2}|^\s|\s$/, path);
        }
      }
    });

    test("has the same numbers in its texts as English, in its own format", () => {
      for (const [path, text] of textsOf(en)) {
        const words = Object.fromEntries(texts)[path] ?? "";
        const hasNumber = renderText(path, text, 1000).includes(en.format.number(1000));
        assert.equal(renderText(path, words, 1000).includes(format.number(1000)), hasNumber, path);
      }
    });

    test("attaches no suffix to a value, because the suffix would depend on the value", () => {
      for (const [path, text] of texts) assert.doesNotMatch(renderText(path, text, 1000), /\d['’]?\p{L}/u, path);
    });

    test("explains every device error that the package explains", () => {
      // The package itself has the explanations in English.
      const expected = language === en ? [] : DEVICE_ERRORS.map(({ names: [first] }) => first).sort();
      assert.deepEqual(Object.keys(language.deviceErrors).sort(), expected);
      for (const { meaning, action } of Object.values(language.deviceErrors)) assert.ok(meaning && action);
    });

    test("tells a customer about every device error for which somebody must act", () => {
      const expected = DEVICE_ERRORS.filter(({ harmless }) => harmless === undefined).map(
        ({ names: [first] }) => first,
      );
      assert.deepEqual(Object.keys(language.errorsForCustomers).sort(), expected.sort());
    });

    if (language === en) return;

    test("has no text left in English", () => {
      const english = new Map(textsOf(en));
      const left = texts.filter(
        ([path, text]) => renderText(path, text, 5) === renderText(path, english.get(path) ?? "", 5),
      );
      const paths = left.map(([path]) => path).filter((path) => !MAY_BE_THE_SAME.includes(path));
      assert.deepEqual(paths, []);
      const englishErrors = DEVICE_ERRORS.flatMap(({ meaning, action }) => [meaning, action]);
      const words = Object.values(language.deviceErrors).flatMap(({ meaning, action }) => [meaning, action]);
      assert.deepEqual(
        words.filter((text) => englishErrors.includes(text)),
        [],
      );
    });
  });
}

suite("numbers and times", () => {
  const minute = 60_000;
  const day = 24 * 60 * minute;
  const noon = new Date("2026-11-24T12:00:05Z");
  /** @type {Record<string, { english: unknown[], turkish: unknown[], formatted: (format: Language["format"]) => unknown[] }>} */
  const cases = {
    numbers: {
      formatted: ({ number, percent }) => [number(12_345), percent(42, 100), percent(999, 1000)],
      english: ["12,345", "42%", "99%"],
      turkish: ["12.345", "%42", "%99"],
    },
    lists: {
      formatted: ({ list }) => [list(["1"]), list(["1", "2", "3"])],
      english: ["1", "1, 2 and 3"],
      turkish: ["1", "1, 2 ve 3"],
    },
    "moments, in UTC": {
      formatted: ({ utc }) => [utc(noon)],
      english: ["12:00:05 UTC"],
      turkish: ["12:00:05 UTC"],
    },
    durations: {
      formatted: ({ duration }) => [-5, 0, 57_000, 10 * minute, 125 * minute, 3 * day].map(duration),
      english: ["0 seconds", "0 seconds", "57 seconds", "10 minutes", "2 hours, 5 minutes", "3 days"],
      turkish: ["0 saniye", "0 saniye", "57 saniye", "10 dakika", "2 saat 5 dakika", "3 gün"],
    },
    "durations of an upload that never ends": {
      formatted: ({ duration }) => [45 * day, 100 * day, 929 * day].map(duration),
      english: ["45 days", "3 months, 8 days", "2 years, 6 months"],
      turkish: ["45 gün", "3 ay 8 gün", "2 yıl 6 ay"],
    },
    "moments, from now": {
      formatted: ({ relative }) =>
        [-12_400, 8000, 0, -61 * minute, -25 * 60 * minute, -45 * day, -928 * day].map(relative),
      english: ["12 seconds ago", "in 8 seconds", "now", "1 hour ago", "yesterday", "45 days ago", "2 years ago"],
      turkish: ["12 saniye önce", "8 saniye sonra", "şimdi", "1 saat önce", "dün", "45 gün önce", "2 yıl önce"],
    },
  };
  for (const [what, { formatted, english, turkish }] of Object.entries(cases)) {
    test(`${what} in English and Turkish`, () => {
      assert.deepEqual(formatted(formatsOf("en-GB")), english);
      assert.deepEqual(formatted(formatsOf("tr")), turkish);
    });
  }

  test("counted nouns have the plural form of the language", () => {
    const english = ["0 devices", "1 device", "2 devices", "5 devices", "1,000 devices"];
    const turkish = ["0 cihaz", "1 cihaz", "2 cihaz", "5 cihaz", "1.000 cihaz"];
    assert.deepEqual(COUNTS.map(chooseLanguage("en").causes.devices), english);
    assert.deepEqual(COUNTS.map(chooseLanguage("tr").causes.devices), turkish);
  });
});

suite("the chosen language", () => {
  // "qaa" to "qtz" are reserved for private use, so no real language will have such a tag.
  /** @type {[requested: string | undefined, preferred: string[], chosen: string][]} */
  const cases = [
    ["tr", ["en-US"], "tr"],
    ["TR-tr", [], "tr"],
    [undefined, ["qaa-DE", "tr-TR", "en"], "tr"],
    [undefined, ["en-GB", "tr"], "en"],
    ["qaa", ["tr"], "tr"],
    ["qaa", ["qab"], "en"],
    ["", [], "en"],
    ["qtr", [], "en"],
    [undefined, [], "en"],
  ];
  for (const [requested, preferred, chosen] of cases) {
    test(`is ${chosen} if ${requested ?? "none"} is requested and ${preferred.join(", ") || "none"} preferred`, () => {
      assert.equal(chooseLanguage(requested, preferred).tag, chosen);
    });
  }
});

suite("the search", () => {
  for (const searched of ["serı-i1", "SERİ-İ1", "SERI-I1", "seri\u0307-i1", "sErI-ı1"]) {
    test(`finds the serial number SERI-I1 with “${searched}”`, () => {
      assert.ok(foldCase("x SERI-I1 x").includes(foldCase(searched)));
    });
  }

  test("distinguishes other letters", () => {
    assert.notEqual(foldCase("SERI-L1"), foldCase("SERI-I1"));
    assert.notEqual(foldCase("ø"), foldCase("o"));
  });

  test("takes Turkish without its marks", () => {
    assert.equal(foldCase("Başka, GEÇERSİZ, iş, öğün, şü"), foldCase("baska, gecersiz, is, ogun, su"));
  });
});
