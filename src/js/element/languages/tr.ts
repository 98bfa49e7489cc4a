/**
 * Turkish, in Microsoft's terms: İş Ortağı Merkezi (Partner Center), kiracı (tenant), belirteç (token), donanım karması (hardware hash). A
 * value never gets a suffix, because the suffix would have to follow the vowels of the value. After a number the noun stays singular.
 */
import { formatsOf } from "./formats.js";
import type { Language } from "./language.js";

const format = formatsOf("tr");
const { number, plural, list, duration, relative } = format;

const devices = (count: number) => `${number(count)} cihaz`;

/** A word with its ending for one or for several. */
const form = (count: number, one: string, other: string) => plural(count, { one, other });

const sentence = (text: string) => text.charAt(0).toLocaleUpperCase("tr") + text.slice(1);

export const tr: Language = {
  tag: "tr",
  direction: "ltr",
  locale: "tr-TR",
  format,
  languageMissing: (name) => `${name} yüklenemiyor. Bağlantınızı kontrol edin, sonra sayfayı yenileyin.`,

  batch: {
    queued: {
      word: "Kuyrukta",
      meaning: "İş Ortağı Merkezi yüklemeyi aldı, ancak işlemeye henüz başlamadı.",
    },
    processing: { word: "İşleniyor" },
    finished: { word: "Tamamlandı" },
    finished_with_errors: { word: "Hatalarla tamamlandı" },
    unknown: {
      word: "Bilinmiyor",
      meaning:
        "İş Ortağı Merkezi, toplu yüklemenin hangi aşamada olduğunu bildirmiyor; bu, başarılı ya da başarısız olduğu anlamına gelmez. " +
        "Bu sayfa sorgulamayı sürdürür. Durum değişmezse cihazları yeniden yüklemeden önce İş Ortağı Merkezi’nde arayın.",
    },
    unfamiliar: "Bu sayfa bu durumu tanımıyor. Durum, İş Ortağı Merkezi’nin gönderdiği şekilde gösteriliyor.",
    finishedIsNotSuccess:
      "“Tamamlandı” yalnızca İş Ortağı Merkezi’nin toplu yüklemeyle işinin bittiğini gösterir. Başarı her cihaz için ayrı sayılır.",
    errorsAreHarmless:
      "İş Ortağı Merkezi bu toplu yüklemeyle ilgili işlemlerini bitirdi. Düzeltmeniz gereken bir şey yok: hata olarak sayılanlar, zaten kayıtlı olan veya yüklemede birden fazla kez yer alan cihazlardır. Bu cihazların müşterinin listesinde olduğunu doğrulayın.",
  },

  outcomes: {
    succeeded: "Başarılı",
    alreadyRegistered: "Zaten kayıtlı",
    duplicates: "Yinelenen",
    failed: "İşlem gerekiyor",
    pending: "Devam ediyor",
    unknown: "Bilinmiyor",
  },

  headline: {
    noDevices: "Toplu yüklemede cihaz yok",
    noDevicesYet: "Henüz listelenen cihaz yok",
    theDeviceSucceeded: "Cihaz başarıyla işlendi",
    theDeviceFailed: "Cihaz için işlem gerekiyor",
    allSucceeded: (total) => `${number(total)} cihazın tümü başarıyla işlendi`,
    allFailed: (total) => `${number(total)} cihazın tümü için işlem gerekiyor`,
    someFailed: (failed, total) => `${number(total)} cihazdan ${number(failed)} tanesi için işlem gerekiyor`,
    withoutResult: (count) => `${devices(count)} için sonuç yok`,
    allRegistered: (total, before) =>
      before === total
        ? `${number(total)} cihazın tümü zaten kayıtlıydı`
        : `${number(total)} cihazın tümü kayıtlı, ${number(before)} tanesi zaten kayıtlıydı`,
    theDeviceWasRegistered: "Cihaz zaten kayıtlıydı",
    noneFailed: "İşlem gerektiren cihaz yok",
    // Not “tanesi”, which would count among the devices of the part before it.
    alreadyRegistered: (count) => `${devices(count)} zaten kayıtlıydı`,
    duplicates: (count) => `${number(count)} giriş yineleniyor`,
    join: (parts) => parts.join(", "),
    done: (done, total) => {
      if (done > 0) return `${number(total)} cihazdan ${number(done)} tanesi işlendi`;
      return total === 1 ? "Cihaz henüz işlenmedi" : `${number(total)} cihazın hiçbiri henüz işlenmedi`;
    },
    theDeviceIsUnknown: "Cihazın sonucu bilinmiyor",
    allUnknown: (total) => `${number(total)} cihazın hiçbirinin sonucu bilinmiyor`,
    someUnknown: (count) => `${number(count)} cihazın sonucu bilinmiyor`,
    doneSomeFailed: (done, total, failed) =>
      `${number(total)} cihazdan ${number(done)} tanesi işlendi, bunların ${number(failed)} tanesi için işlem gerekiyor`,
  },

  overview: {
    label: "Toplu yüklemeye genel bakış",
    devicesDone: "İşlenen cihazlar",
    counts: "Sonuca göre cihazlar",
    about: "Bu yükleme hakkında",
    started: "Başlangıç",
    completed: "Bitiş",
    duration: "Süre",
    elapsed: "Geçen süre",
    printed: (customerId, trackingId, time) =>
      `Müşteri: ${customerId}, yükleme: ${trackingId}, yazdırma zamanı: ${time}`,
    notGiven: "Bildirilmedi",
    notYet: "Henüz yok",
    trackingId: "İzleme kimliği",
    customerId: "Müşteri kimliği",
    forSupport: "Microsoft desteği için",
    noDevices:
      "İş Ortağı Merkezi bu toplu yükleme için hiçbir cihaz listelemiyor. Yüklemede cihaz olup olmadığını kontrol edin.",
    noDevicesYet: "İş Ortağı Merkezi, cihazları işlemeye başladığında listeler.",
  },

  causes: {
    heading: "İşlem gerekenler",
    harmlessHeading: "Büyük olasılıkla işlem gerekmeyenler",
    devices,
    harmless: "Sorun yok.",
    whatToDo: "Yapılması gereken:",
    rows: (rows, more) => {
      const rest = more > 0 ? [`${number(more)} satır daha`] : [];
      return `${plural(rows.length + more, { one: "Satır", other: "Satırlar" })}: ${list([...rows.map(String), ...rest])}`;
    },
    showDevices: (count) => plural(count, { one: "Bu cihazı göster", other: `Bu ${number(count)} cihazı göster` }),
    showAll: (count) => `${number(count)} nedenin tümünü göster`,
    noReason: "Neden belirtilmedi",
    withoutReason: {
      meaning: "İş Ortağı Merkezi bir neden bildirmiyor.",
      action:
        "Cihazı bir kez daha yükleyin; yine kaydedilemezse izleme kimliğini ve seri numarasını Microsoft desteğine iletin.",
    },
    unexplained: {
      title: "Açıklanmamış hata",
      meaning: "Microsoft, bu hatanın ne anlama geldiğini açıklamadı.",
      action:
        "Cihazı bir kez daha yükleyin; yine kaydedilemezse izleme kimliğini ve bu hatayı Microsoft desteğine iletin.",
    },
  },

  errorTitles: {
    StorageError: "Microsoft’ta depolama hatası",
    InvalidZtdRequestBody: "Hatalı istek",
    InvalidZtdHardwareHash: "Donanım karması (hash) geçersiz",
    MissingZtdSerialNumberAndProductKey: "Seri numarası veya ürün anahtarı yok",
    ZtdDeviceAlreadyAssigned: "Zaten bu müşteriye kayıtlı",
    ZtdDeviceIsNotRegistered: "Bu müşteriye kayıtlı değil",
    ZtdDeviceAssignedToOtherTenant: "Başka bir kiracıya (tenant) kayıtlı",
    ZtdDeviceHasNoAssignedProfile: "Profil atanmamış",
    ZtdProfileIsNotRegistered: "Profil bilinmiyor",
    ZtdProfileAssignedToOtherTenant: "Profil başka bir kiracıya (tenant) ait",
    ZtdDeviceRegisteredByOtherTenant: "Başka bir kiracı (tenant) kaydetmiş",
    ZtdDeviceNotFound: "Cihaz bulunamadı",
    ZtdDeviceIsNotUnique: "Birden fazla cihaz eşleşiyor",
    ZtdDeviceAlreadyAadRegistered: "Microsoft Entra ID’de zaten var",
    ZtdDeviceDuplicated: "Yüklemede birden fazla kez yer alıyor",
    HashNot4k: "Donanım karması (hash) eksik",
    HardwareMismatch: "Donanım kayıtlı olandan farklı",
    ZtdDeviceDeletionInProgress: "Kaydı siliniyor",
    ZtdDeviceAlreadyDeleted: "Kaydı silinmiş",
  },

  errorsForCustomers: {
    StorageError: {
      what: "Microsoft kaydı saklayamadı",
      next: (count) => `${form(count, "Cihazı", "Cihazları")} yeniden yükleyeceğiz.`,
    },
    InvalidZtdRequestBody: {
      what: "Microsoft kayıt isteğini okuyamadı",
      next: (count) => `${form(count, "Cihazı", "Cihazları")} yeniden yükleyeceğiz.`,
    },
    InvalidZtdHardwareHash: {
      what: "Cihazın donanım bilgisi geçerli değil",
      next: (count) =>
        `Bilgiyi ${form(count, "cihazdan", "cihazlardan")} yeniden alacağız. Bunun için ${form(count, "cihaza", "cihazlara")} erişmemiz gerekebilir.`,
    },
    MissingZtdSerialNumberAndProductKey: {
      what: "Seri numarası eksik",
      next: (count) => `Bilgileri tamamlayıp ${form(count, "cihazı", "cihazları")} yeniden yükleyeceğiz.`,
    },
    ZtdDeviceIsNotRegistered: {
      what: "Henüz kuruluşunuza kayıtlı değil",
      next: (count) => `Bilgileri kontrol edip ${form(count, "cihazı", "cihazları")} kaydedeceğiz.`,
    },
    ZtdDeviceAssignedToOtherTenant: {
      what: "Hâlâ başka bir kuruluşa kayıtlı",
      next: (count) =>
        `Lütfen önceki sahibinden bu ${form(count, "cihazın", "cihazların")} kaydını silmesini isteyin. Bu mümkün değilse bize satın alma belgesini gönderin; Microsoft’a başvuracağız.`,
    },
    ZtdDeviceHasNoAssignedProfile: {
      what: "Dağıtım profili atanmamış",
      next: (count) =>
        `Lütfen bu ${form(count, "cihaza", "cihazlara")} bir dağıtım profili atayın, varsayılan bir profil belirleyin veya hangi profilin kullanılacağını bize bildirin.`,
    },
    ZtdProfileIsNotRegistered: {
      what: "Dağıtım profili mevcut değil",
      next: () => "Profili kontrol edip yeniden atayacağız.",
    },
    ZtdProfileAssignedToOtherTenant: {
      what: "Dağıtım profili kuruluşunuza ait değil",
      next: () => "Profili kontrol edip kuruluşunuza ait bir profil atayacağız.",
    },
    ZtdDeviceRegisteredByOtherTenant: {
      what: "Başka bir kuruluş tarafından kaydedilmiş",
      next: (count) =>
        `Lütfen o kuruluştan veya ${form(count, "cihazı", "cihazları")} kaydeden iş ortağından kaydı kaldırmasını isteyin.`,
    },
    ZtdDeviceNotFound: {
      what: "Microsoft cihazı üretici, model ve seri numarasıyla bulamıyor",
      next: (count) => `Bu bilgileri üreticiye doğrulatıp ${form(count, "cihazı", "cihazları")} yeniden yükleyeceğiz.`,
    },
    ZtdDeviceIsNotUnique: {
      what: "Bilgiler birden fazla cihazla eşleşiyor",
      next: (count) =>
        `Donanım bilgisini ${form(count, "cihazdan", "cihazlardan")} alıp ${form(count, "cihazı", "cihazları")} yeniden yükleyeceğiz. Bunun için ${form(count, "cihaza", "cihazlara")} erişmemiz gerekebilir.`,
    },
    ZtdDeviceAlreadyAadRegistered: {
      what: "Microsoft Entra ID’nizde cihazın eski bir girdisi var",
      next: (count) =>
        `Lütfen eski cihaz nesnesini kaldırıp bize haber verin. Ardından ${form(count, "cihazı", "cihazları")} yeniden yükleyeceğiz.`,
    },
    HashNot4k: {
      what: "Cihazın donanım bilgisi eksik",
      next: (count) =>
        `Bilgiyi ${form(count, "cihazdan", "cihazlardan")} yeniden alacağız. Bunun için ${form(count, "cihaza", "cihazlara")} erişmemiz gerekebilir.`,
    },
    HardwareMismatch: {
      what: "Donanım kayıtlı olandan farklı, örneğin onarım sonrasında",
      next: (count) =>
        `Eski kaydı silip ${form(count, "cihazı", "cihazları")} yeniden kaydedeceğiz. Bunun için ${form(count, "cihaza", "cihazlara")} erişmemiz gerekebilir.`,
    },
    ZtdDeviceDeletionInProgress: {
      what: "Önceki kayıt siliniyor",
      next: (count) => `Bu işlem bitince ${form(count, "cihazı", "cihazları")} yeniden yükleyeceğiz.`,
    },
    ZtdDeviceAlreadyDeleted: {
      what: "Kaydı silinmiş",
      next: (count) =>
        `Lütfen bu ${form(count, "cihazın", "cihazların")} kaydedilip kaydedilmeyeceğini bize bildirin. Gerekirse yeniden yükleyeceğiz.`,
    },
  },

  message: {
    open: "Müşteriye ileti",
    language: "Dil",
    subjectLabel: "Konu",
    text: "Metin",
    copy: { copy: "Metni kopyala", copied: "Metin kopyalandı" },
    mail: "E-posta programında aç",
    tooLongToMail:
      "Metin, e-posta programına bağlantıyla aktarılamayacak kadar uzun. “E-posta programında aç” metni kopyalar; programa yapıştırın.",
    share: "Dosyayla paylaş",
    shareText: "Paylaş",
    shareRefused: "Tarayıcı paylaşamadı.",
    downloadList: (count) => `Listeyi indir (${devices(count)})`,
    attachList: "Metin listeye gönderme yapıyor: listeyi indirip e-postaya veya sohbete ekleyin.",
    close: "Kapat",

    subject: (registered, total, isDecided) =>
      total === 1 && isDecided
        ? `Windows Autopilot: cihaz kayıtlı${registered === 1 ? "" : " değil"}`
        : `Windows Autopilot: ${number(total)} cihazdan ${number(registered)} tanesi kayıtlı`,
    greeting: "Merhaba,",
    uploaded: (total, time) => `${devices(total)} Windows Autopilot kaydı için yüklendi. Yükleme zamanı: ${time}.`,
    uploadedAtSomeTime: (total) => `${devices(total)} Windows Autopilot kaydı için yüklendi.`,
    registered: (registered, total) =>
      total === 1
        ? `Cihaz kayıtlı${registered === 1 ? "" : " değil"}.`
        : `${number(total)} cihazdan ${number(registered)} tanesi kayıtlı.`,
    before: (count, registered) =>
      count === registered
        ? `${form(count, "Bu cihaz", "Kayıtlı olanların tümü")} daha önce kaydedilmişti; işlem gerekmiyor.`
        : `Bunların ${number(count)} tanesi daha önce kaydedilmişti; ${form(count, "bu cihaz", "bunlar")} için işlem gerekmiyor.`,
    duplicates: (count) =>
      `${number(count)} satır, listede zaten bulunan bir cihazı yineliyor; bunun için işlem gerekmiyor.`,
    pending: (count) => `${devices(count)} hâlâ işleniyor.`,
    unknown: (count) => `${devices(count)} için Microsoft henüz sonuç bildirmedi.`,
    failed: (count, reasons) =>
      `${devices(count)} için şu ${reasons === 1 ? "nedenle" : "nedenlerle"} işlem gerekiyor:`,
    reason: (what, count, codes) =>
      `${what}: ${devices(count)}${codes.length > 0 ? ` (hata ${codes.join(", ")})` : ""}`,
    serialNumbers: (count) => form(count, "Seri numarası", "Seri numaraları"),
    row: (row) => `belirtilmemiş (yüklenen listede satır ${row})`,
    moreDevices: (count) => `ve ${devices(count)} daha: ekteki listeye bakın`,
    moreReasons: (count) => `${number(count)} neden daha: ekteki listeye bakın.`,
    actors: {
      customer: "Sizden beklenen",
      partner: "Bizim yapacağımız",
      manufacturer: "Üreticiyle birlikte yapacağımız",
    },
    unexplained: {
      what: "Microsoft açık bir neden bildirmiyor",
      next: (count) =>
        `${form(count, "Cihazı", "Cihazları")} bir kez daha yükleyeceğiz. Yine kaydedilemezse Microsoft desteğine başvuracağız.`,
    },
    asOf: (time) => `Bilgiler ${time} itibarıyladır.`,
    reference: (trackingId) => `Başvuru no: ${trackingId}`,
  },

  deviceErrors: {
    StorageError: {
      meaning: "Hizmette bir depolama hatası oluştu.",
      action: "Bir süre bekleyip cihazı yeniden yükleyin; sorun sürerse Microsoft desteğine başvurun.",
    },
    InvalidZtdRequestBody: {
      meaning: "Cihaz dizinine biçimi hatalı veya kiracı kimliği içermeyen bir istek ulaştı.",
      action: "Sorun hizmetten kaynaklanıyor: cihazı yeniden yükleyin; sorun sürerse Microsoft desteğine başvurun.",
    },
    InvalidZtdHardwareHash: {
      meaning: "Donanım karması geçerli değil (kesilmiş, değiştirilmiş veya içinde üretici ya da seri numarası eksik).",
      action: "Karmayı cihazdan yeniden alın ve 4K donanım karmasının tamamını yükleyin.",
    },
    MissingZtdSerialNumberAndProductKey: {
      meaning: "Ne seri numarası ne de ürün anahtarı (PKID) verilmiş.",
      action:
        "Cihazı donanım karmasıyla, ürün anahtarıyla ya da seri numarası, üretici ve model bilgileriyle yükleyin.",
    },
    ZtdDeviceAlreadyAssigned: {
      meaning: "Cihaz zaten bu kiracıya kayıtlı.",
      action:
        "Cihazı müşterinin Autopilot cihaz listesinde arayın. Listedeyse bir şey yapmanız gerekmez. Listede yoksa yeniden yükleyin; kaydı az önce silindiyse önce yarım saat bekleyin.",
    },
    ZtdDeviceIsNotRegistered: {
      meaning: "Yapılandırılmak veya kaldırılmak istenen cihaz bu kiracıya kayıtlı değil.",
      action: "Cihazı ve müşteriyi kontrol edin; önce cihazı kaydedin.",
    },
    ZtdDeviceAssignedToOtherTenant: {
      meaning: "Cihaz başka bir kiracıya kayıtlı.",
      action:
        "Cihazın kaydını önceki sahibinin silmesi gerekir; bu mümkün değilse sahiplik belgesiyle Microsoft desteğine başvurun. Ardından cihazı yeniden yükleyin.",
    },
    ZtdProfileIsNotRegistered: {
      meaning: "Hizmet, atanmak istenen profili tanımıyor.",
      action: "İlke kimliğini kontrol edin; ilkeyi yeniden oluşturun.",
    },
    ZtdProfileAssignedToOtherTenant: {
      meaning: "Profil başka bir kiracıya ait; bunun olmaması gerekir.",
      action: "İlke kimliğini ve müşteriyi kontrol edin; ikisi de doğruysa Microsoft desteğine başvurun.",
    },
    ZtdDeviceRegisteredByOtherTenant: {
      meaning: "Silinmek istenen cihaz, başka bir kiracının kullanıcısı tarafından kaydedilmiş.",
      action: "Cihazı, onu kaydeden kiracının veya iş ortağının kaldırması gerekir.",
    },
    ZtdDeviceNotFound: {
      meaning:
        "Ürün anahtarıyla ya da üretici, model ve seri numarasıyla eşleşen bir cihaz yok (büyük/küçük harfler dahil tam eşleşme aranır); bu nedenle cihaz, donanım karması olmadan kaydedilemez.",
      action:
        "Üretici adının, modelin ve seri numarasının birebir doğru olduğundan emin olun veya 4K donanım karmasının tamamını yükleyin.",
    },
    ZtdDeviceIsNotUnique: {
      meaning: "Verilen bilgilerle veya karmayla birden fazla cihaz eşleşiyor.",
      action:
        "Cihazı hem 4K donanım karmasıyla hem de ürün anahtarıyla yükleyin; karma da benzersiz değilse Microsoft desteğine başvurun.",
    },
    ZtdDeviceAlreadyAadRegistered: {
      meaning: "Cihazın Microsoft Entra ID’de zaten bir nesnesi var (katılmış veya kaydedilmiş).",
      action: "Eski cihaz nesnesini kaldırın, ardından cihazı yeniden yükleyin.",
    },
    ZtdDeviceDuplicated: {
      meaning: "Aynı cihaz yüklemede birden fazla kez yer alıyor; bunlardan yalnızca biri işlenir.",
      action: "Bir şey yapmanız gerekmez; cihazın sonucunu diğer satırında görebilirsiniz.",
    },
    ZtdDeviceHasNoAssignedProfile: {
      meaning: "Cihaza dağıtım profili atanmamış ve kiracının varsayılan profili yok.",
      action:
        "Cihaza veya cihazın bulunduğu bir gruba dağıtım profili atayın ya da varsayılan bir profil belirleyin. Cihazı yeniden yüklemeniz gerekmez.",
    },
    HardwareMismatch: {
      meaning: "Seri numarası, ürün anahtarı veya donanım kayıtlı olandan farklı; örneğin anakart değişmiş olabilir.",
      action: "Cihazın kaydını silin, donanım karmasını yeniden alın ve cihazı bununla yükleyin.",
    },
    ZtdDeviceDeletionInProgress: {
      meaning: "Cihazın kaydı siliniyor; bu işlem yarım saat kadar sürebilir.",
      action: "Yarım saat bekleyin, ardından cihazı yeniden yükleyin.",
    },
    ZtdDeviceAlreadyDeleted: {
      meaning: "Cihazın kaydı silinmiş.",
      action: "Cihazın kayıtlı olması gerekiyorsa yeniden yükleyin.",
    },
    HashNot4k: {
      meaning: "Donanım karması tam bir 4K karması değil.",
      action: "Karmayı cihazdan yeniden alın ve 4K donanım karmasının tamamını yükleyin.",
    },
  },

  columns: {
    row: {
      label: "Satır",
      ascending: "yükleme sırasıyla",
      descending: "yüklemenin sonundan başına doğru",
      copy: "Satır numarasını kopyala",
      copied: "Satır numarası kopyalandı",
    },
    serial: {
      label: "Seri numarası",
      ascending: "seri numarasına göre sıralı",
      descending: "seri numarasına göre ters sıralı",
      copy: "Seri numarasını kopyala",
      copied: "Seri numarası kopyalandı",
    },
    key: {
      label: "Ürün anahtarı",
      ascending: "ürün anahtarına göre sıralı",
      descending: "ürün anahtarına göre ters sıralı",
      copy: "Ürün anahtarını kopyala",
      copied: "Ürün anahtarı kopyalandı",
    },
    id: {
      label: "Cihaz kimliği",
      ascending: "cihaz kimliğine göre sıralı",
      descending: "cihaz kimliğine göre ters sıralı",
      copy: "Cihaz kimliğini kopyala",
      copied: "Cihaz kimliği kopyalandı",
    },
    status: {
      label: "Durum",
      ascending: "önce işlem gerekenler",
      descending: "en son işlem gerekenler",
      copy: "Durumu kopyala",
      copied: "Durum kopyalandı",
    },
    error: {
      label: "Hata",
      ascending: "hataya göre sıralı",
      descending: "hataya göre ters sıralı",
      copy: "Hatayı kopyala",
      copied: "Hata kopyalandı",
    },
  },

  table: {
    heading: "Cihazlar",
    keys: "Ok tuşlarıyla hücreler arasında gezinebilir, Enter tuşuyla bulunduğunuz hücreyi kopyalayabilirsiniz.",
    all: (total, order) => `${devices(total)}, ${order}`,
    allFirstShown: (total, shown, order) => `${devices(total)}, ${number(shown)} tanesi gösteriliyor, ${order}`,
    found: (found, total, order) => `${number(total)} cihazdan ${number(found)} tanesi, ${order}`,
    foundFirstShown: (found, total, shown, order) =>
      `${number(total)} cihazdan ${number(found)} tanesi, ${number(shown)} tanesi gösteriliyor, ${order}`,
    sort: "Sıralama:",
    seeRow: (row) => `(bkz. satır ${row})`,
    showAll: "Tümünü göster",
    showMore: (count) => `${number(count)} tane daha göster`,
    showEvery: (count) => `${number(count)} cihazın tümünü göster`,
  },

  filter: {
    label: "Cihaz bul",
    search: "Ara",
    placeholder: "Seri no, anahtar, kimlik, hata",
    outcome: "Sonuç",
    error: "Hata",
    alsoFailed: "başarısız",
    notFound: (values, more) =>
      `Bu yüklemede yok: ${list([...values, ...(more > 0 ? [`${number(more)} değer daha`] : [])])}.`,
  },

  noMatch: {
    announcement: "Eşleşen cihaz yok.",
    outcome: "Bu sonuca sahip cihaz yok",
    error: "Bu hataya sahip cihaz yok",
    outcomeAndError: "Bu sonuca ve bu hataya sahip cihaz yok",
    filters: (names, more) =>
      `Uygulanan filtreler: ${list([...names, ...(more > 0 ? [`${number(more)} filtre daha`] : [])])}.`,
    selectOthers: "Başka seçenekler belirleyin veya tüm cihazlara bakın.",
    textAmongSelected: (searched) => ["Seçilen cihazların hiçbirinde “", searched, "” bulunamadı"],
    foundAmongOthers: "Arama, diğer cihazlar arasında sonuç veriyor.",
    searchAll: (found) => `Tüm cihazlarda ara: ${number(found)} sonuç`,
    text: (searched) => ["Hiçbir cihazda “", searched, "” bulunamadı"],
    whatIsSearched:
      "Arama; seri numaralarında, ürün anahtarlarında, cihaz kimliklerinde, durumlarda ve hatalarda yapılır. Değerin bir bölümünü yazmanız yeterlidir; birden çok değeri boşluk veya virgülle ayırabilirsiniz. Bir satır için satır:13 yazın.",
    showAll: "Tüm cihazları göster",
  },

  exporting: {
    label: "Dışarı aktar",
    which: "Dışarı aktarılacak cihazlar",
    listed: (count) => `Aşağıda listelenenler: ${number(count)}`,
    all: (count) => `Tümü: ${number(count)}`,
    failed: (count) => `İşlem gerekenler: ${number(count)}`,
    download: (type) => `${type} olarak indir`,
    copyButton: "Kopyala",
    print: "Yazdır",
    tooLarge: "Dosya oluşturulamadı. Daha az cihazı ya da CSV olarak dışarı aktarın.",
    unavailable:
      "Excel dosyası oluşturulamıyor: sayfanın bir parçası yüklenemedi. Bağlantınızı kontrol edin, sonra sayfayı yenileyin.",
    errorCode: "Hata kodu",
    errorName: "Hata adı",
    meaning: "Anlamı",
    whatToDo: "Yapılması gereken",
    fileOfAll: "tümü",
    fileOfDevices: (count) => `${count} cihaz`,
    summary: "Özet",
    result: "Sonuç",
    chosen: "Bu dosyadaki cihazlar",
    everyDevice: "Tüm cihazlar",
    searchedFor: (text) => `Arama: ${text}`,
    rows: "Satır sayısı",
    rowsOf: (rows, total) => `${number(rows)} / ${number(total)}`,
    asOf: "Bilgilerin alınma zamanı",
    made: "Dosyanın oluşturulma zamanı",
    causesOfUpload: "Yüklemenin tamamındaki nedenler",
  },

  copying: {
    trackingId: { copy: "İzleme kimliğini kopyala", copied: "İzleme kimliği kopyalandı" },
    customerId: { copy: "Müşteri kimliğini kopyala", copied: "Müşteri kimliği kopyalandı" },
    // Microsoft reads it, so it is in English, and the button says so.
    supportBundle: { copy: "Destek bilgilerini kopyala (İngilizce)", copied: "Destek bilgileri kopyalandı" },
    failureBundle: {
      copy: "Hatanın destek bilgilerini kopyala (İngilizce)",
      copied: "Hatanın destek bilgileri kopyalandı",
    },
    devices: { copy: "Cihazları elektronik tablo için kopyala", copied: "Cihazlar kopyalandı" },
    serialNumbers: (cause) => ({
      copy: `Seri numaralarını kopyala: ${cause}`,
      copied: `Seri numaraları kopyalandı: ${cause}`,
    }),
    serialNumbersButton: "Seri numaralarını kopyala",
    serialNumber: (cause) => ({
      copy: `Seri numarasını kopyala: ${cause}`,
      copied: `Seri numarası kopyalandı: ${cause}`,
    }),
    serialNumberButton: "Seri numarasını kopyala",
    header: (header) => ({ copy: `${header} değerini kopyala`, copied: `${header} değeri kopyalandı` }),
    refused: "Tarayıcı kopyalamaya izin vermedi",
  },

  follow: {
    asking: "İş Ortağı Merkezi sorgulanıyor…",
    updated: (ms) => `Son güncelleme: ${relative(ms)}.`,
    nextLook: (ms) => `Sonraki sorgu: ${duration(ms)} sonra.`,
    tryingAgain: (ms) => `Yeniden deneme: ${duration(ms)} sonra.`,
    tryingAgainNow: "Yeniden deneniyor…",
    throttled: (ms) => `İş Ortağı Merkezi beklenmesini istiyor. Yeniden deneme: ${duration(ms)} sonra.`,
    token: "Belirteç bekleniyor…",
    busy: "Önce diğer istekler tamamlanıyor…",
    hidden: (ms) => `Arka planda, dakikada bir sorgulanıyor. Sonraki sorgu: ${duration(ms)} sonra.`,
    offline: "Çevrimdışı: bağlantı kurulunca yeniden sorgulanacak.",
    paused: "Duraklatıldı.",
    stopped: "Artık izlenmiyor.",
    complete: "Yükleme tamamlandı.",
    failed: "İstek başarısız oldu.",
    pause: "Duraklat",
    resume: "Devam et",
    refresh: "Şimdi yenile",
    tryAgain: "Yeniden dene",
    goOn: "İzlemeyi sürdür",
  },

  announcement: {
    sentence: (text) => `${text}.`,
    result: (status, headline) => `${status}. ${headline}.`,
  },

  truncated: (start, length) => `${start}… (${number(length)} karakter)`,

  failure: {
    partnerCenterSays: "İş Ortağı Merkezi’nin iletisi",
    answerSays: "Yanıttaki ileti",
    waitFirst: (ms) => `İş Ortağı Merkezi, sonraki istekten önce ${duration(ms)} beklemenizi istiyor.`,
    facts: {
      code: "Hata kodu",
      message: "Ayrıntılar",
      status: "HTTP durumu",
      serviceCode: "Hizmet kodu",
      source: "Kaynak",
      attempts: "Deneme sayısı",
    },
    details: {
      "invalid-argument": "Değeri kullanılamayan ayar:",
      unauthorized: "İş Ortağı Merkezi belirteci kabul etmedi.",
      "no-token": "Belirteç alınamadığı için hiçbir şey gönderilmedi.",
      forbidden: "İş Ortağı Merkezi isteği reddetti.",
      "not-found": "İş Ortağı Merkezi’nde böyle bir müşteri veya toplu yükleme yok.",
      throttled: "İş Ortağı Merkezi istek sayısını sınırlıyor.",
      service: "İş Ortağı Merkezi veya önündeki ağ geçidi hata verdi.",
      http: "İsteğe bir hatayla yanıt verildi.",
      network: "API adresinden yanıt gelmedi.",
      timeout: "Yanıt, tanınan süre içinde tamamlanmadı.",
      "incomplete-response": "Yanıt tamamlanmadan kesildi.",
      "empty-response": "İstek başarılı, ancak yanıtın içi boş.",
      "not-json": "Yanıt JSON biçiminde değil.",
      "bad-encoding": "Yanıt UTF-8 ile kodlanmamış.",
      malformed: "Yanıtta beklenmeyen bir değer var veya toplu yüklemeyle ilgili hiçbir bilgi yok.",
      "malformed-value": "Yanıtın şu alanındaki değer kullanılamıyor:",
      "too-large": "Yanıt, izin verilen boyuttan büyük veya çok fazla bellek gerektiriyor.",
      "wasm-load": "WebAssembly dosyası yüklenemedi.",
      internal: "Sayfanın kullandığı pakette bir hata oluştu.",
    },
    arguments: {
      customerId: "Müşteri kimliği 00000000-0000-0000-0000-000000000000 biçiminde olmalıdır.",
      trackingId:
        "İzleme kimliği 00000000-0000-0000-0000-000000000000 biçiminde olmalı veya bu müşterinin tek bir yüklemesini gösteren bir Location değeri olmalıdır.",
      token:
        "Belirteç yalnızca harf, rakam ve -._~+/= karakterlerini içerebilir; “Bearer” sözcüğü, boşluk ve satır sonu içermemelidir.",
      baseUrl: "API adresi https:// ile başlayan, kullanıcı adı ve sorgu içermeyen tam bir adres olmalıdır.",
    },
  },

  failures: {
    "invalid-argument": {
      title: "Bu bilgilerle sorgu yapılamaz",
      next: "Kimliklerden biri, belirteç veya API adresi doğru biçimde değil ya da kimlikler birbiriyle eşleşmiyor. Bunları kontrol edin; hiçbir şey gönderilmedi.",
    },
    unauthorized: {
      title: "İş Ortağı Merkezi, belirteci (token) kabul etmiyor",
      next: "Belirteçler yaklaşık bir saat geçerlidir. Çok faktörlü kimlik doğrulamasıyla yeniden oturum açın ve İş Ortağı Merkezi için yeni bir belirteç alın.",
    },
    forbidden: {
      title: "Bu belirtecin müşteriye erişim izni yok",
      next: "Müşteri kimliğini kontrol edin. Hesabınızın İş Ortağı Merkezi’nde Yönetici aracısı (Admin agent) veya Satış aracısı (Sales agent) rolüne, şirketinizin de bu müşteriyle bir ilişkiye (GDAP) sahip olması gerekir. Dolaylı bayilerin buna kendi erişimi yoktur. Aradaki bir ağ geçidi de isteği reddetmiş olabilir.",
    },
    "not-found": {
      title: "İş Ortağı Merkezi bu toplu yüklemeyi bulamadı",
      next: "Müşteri kimliğini ve izleme kimliğini kontrol edin. Yeni bir yüklemenin görünmesi birkaç dakika sürebilir; o zaman yeniden deneyin. İki kimlik de doğruysa API adresini kontrol edin.",
    },
    throttled: {
      title: "Şu anda çok fazla istek var",
      next: "İş Ortağı Merkezi belirli bir sürede yalnızca sınırlı sayıda istek kabul eder. Bu sayfa kendiliğinden yeniden sorgulayacak. Yükleme izleyen diğer sayfaları kapatın.",
    },
    service: {
      title: "İş Ortağı Merkezi’nde bir sorun var",
      next: "Birkaç dakika sonra yeniden deneyin. Sorun sürerse destek bilgilerini Microsoft desteğine iletin.",
    },
    http: {
      title: "İş Ortağı Merkezi isteği reddetti",
      next: "Kimlikleri ve API adresini kontrol edin. Bunlar doğruysa destek bilgilerini Microsoft desteğine iletin.",
    },
    network: {
      title: "API adresine bağlanılamıyor",
      next: "Bağlantınızı, VPN veya ara sunucu ayarlarınızı ve API adresini kontrol edin. Tarayıcıların İş Ortağı Merkezi’ne doğrudan erişebildiği bilinmiyor: bu sayfayı yönetenlerin, erişime izin veren (CORS) bir ağ geçidi kurması ve sayfanın güvenlik ilkesinde (connect-src) bu ağ geçidinin adresine izin vermesi gerekir.",
    },
    timeout: {
      title: "Yanıt zamanında gelmedi",
      next: "Yeniden deneyin. Her seferinde çok uzun sürüyorsa daha sonra deneyin veya bağlantınızı kontrol edin.",
    },
    "incomplete-response": {
      title: "Yanıt yarıda kesildi",
      next: "Yanıt alınırken bağlantı koptu. Yeniden deneyin.",
    },
    "empty-response": {
      title: "Yanıt boş",
      next: "Yeniden deneyin. Sorun sürerse API adresini kontrol edin ve arkasındaki ağ geçidini yönetenlere haber verin.",
    },
    "not-json": {
      title: "Yanıt İş Ortağı Merkezi’nden gelmedi",
      next: "İş Ortağı Merkezi yerine bir oturum açma sayfası veya ara sunucu yanıt vermiş olabilir. Ağınızda veya portalınızda oturum açın, API adresini kontrol edin ve yeniden deneyin.",
    },
    "bad-encoding": {
      title: "Yanıt okunamıyor",
      next: "Yanıt iletilirken değiştiriliyor. Ağınızı veya ağ geçidini yönetenlere haber verin.",
    },
    malformed: {
      title: "Yanıt, İş Ortağı Merkezi belgelerindeki biçimde değil",
      next: "API adresini kontrol edin. Adres doğruysa destek bilgilerini bu sayfayı yönetenlere iletin.",
    },
    "too-large": {
      title: "Yanıt çok büyük",
      next: "Toplu yüklemede bu sayfanın kabul ettiğinden fazla cihaz var. Bu sayfayı yönetenler sınırı yükseltebilir.",
    },
    "wasm-load": {
      title: "Bu sayfanın bir bölümü yüklenemedi",
      next: "Bağlantınızı kontrol edip sayfayı yeniden yükleyin. Sorun sürerse güncel bir tarayıcı kullanın veya destek bilgilerini bu sayfayı yönetenlere iletin: sayfanın güvenlik ilkesi WebAssembly kullanımını engelliyor olabilir.",
    },
    internal: {
      title: "Bu sayfada bir sorun oluştu",
      next: "Sayfayı yenileyip yeniden deneyin. Sorun yinelenirse bu sayfayı yönetenlere haber verin.",
    },
  },

  offline: {
    title: "Çevrimdışısınız",
    next: "İnternete bağlanıp yeniden deneyin.",
  },

  retrying: {
    next: "Bu sayfa kendiliğinden yeniden deneyecek.",
    notThereYet:
      "Müşteri kimliğini ve izleme kimliğini kontrol edin. Yüklemenin hemen ardından kayıt henüz görünmeyebilir: bu sayfa yarım dakika boyunca yeniden sorgular.",
  },

  connectionLost: {
    title: "Bağlantı koptu",
    next: "Gördüğünüz, en son alınan yanıttır. Bağlantınızı kontrol edip yeniden deneyin.",
    retrying: {
      title: "Bağlantı koptu, yeniden deneniyor",
      next: "Gördüğünüz, en son alınan yanıttır.",
    },
  },

  noToken: {
    title: "Sayfa bir belirteç alamadı",
    next: "İş Ortağı Merkezi’ne hiçbir şey gönderilmedi. Yeniden oturum açın; sorun sürerse bu sayfayı yöneten kişiye haber verin.",
  },

  stillGoingOn: {
    title: "Toplu yükleme henüz tamamlanmadı",
    next: "İzleme için ayrılan süre doldu. İş Ortağı Merkezi toplu yüklemeyi işlemeye devam ediyor: izlemeyi sürdürün veya daha sonra aynı kimliklerle yeniden sorgulayın.",
  },

  reasonTitles: {
    "no-such-route": "API adresi İş Ortağı Merkezi’ne ulaşmıyor",
    "tenant-id": "Bu müşteri kimliğine sahip bir kiracı (tenant) yok",
  },

  reasons: {
    mfa: "Belirteç, çok faktörlü kimlik doğrulaması olmadan alınmış. İkinci bir faktörle yeniden oturum açın ve yeni bir belirteç alın. Oturum açarken ikinci faktör istenmiyorsa bir yöneticinin bunu hesabınız için bir Koşullu Erişim ilkesiyle zorunlu kılması gerekir.",
    "conditional-access":
      "Bir Koşullu Erişim ilkesi isteği engelliyor. İlkenin gerektirdiği şekilde oturum açın: başka bir cihazdan, başka bir yerden veya ikinci bir faktörle.",
    "app-only":
      "Yalnızca uygulamaya ait belirteçlere izin verilmiyor. Bir kişinin oturum açarak aldığı bir belirteç (App+User) kullanın.",
    "no-relationship":
      "Şirketinizin bu müşteriyle bayi ilişkisi yok. Müşteri kimliğini kontrol edin veya İş Ortağı Merkezi’nde bir ilişki (GDAP) isteği gönderin.",
    "no-agreement":
      "Şirketiniz Microsoft İş Ortağı Sözleşmesi’ni kabul etmemiş. Bir yöneticinin sözleşmeyi İş Ortağı Merkezi’nde kabul etmesi gerekir.",
    "no-role":
      "Hesabınızda gereken rol yok. Bir yöneticinin İş Ortağı Merkezi’nde hesabınıza Yönetici aracısı (Admin agent) veya Satış aracısı (Sales agent) rolünü, bu müşteriyle olan ilişkide (GDAP) de yetki vermesi gerekir.",
    audience:
      "Belirteç başka bir hizmet için alınmış veya bir iş ortağına ait değil. İş ortağı kiracınızda oturum açarak bulutunuzdaki İş Ortağı Merkezi için bir belirteç alın.",
    "access-denied":
      "Belirtecin iş ortağı kiracınızdan alındığını ve hesabınızın Yönetici aracısı (Admin agent) veya Satış aracısı (Sales agent) rolüne sahip olduğundan emin olun. Dolaylı bayilerin buna kendi erişimi yoktur.",
    "no-such-route":
      "API adresinde yanıt veren sunucu, kimlikler ne olursa olsun bu isteği tanımıyor. API adresini kontrol edin veya arkasındaki ağ geçidini yönetenlere bildirin.",
    "tenant-id":
      "Müşteri kimliğini kontrol edin. Müşterinin kiracı (tenant) kimliği olmalıdır; biçimi 00000000-0000-0000-0000-000000000000 şeklindedir.",
    "service-failed":
      "İş Ortağı Merkezi’nde bir hata oluştu. Birkaç dakika sonra yeniden deneyin; sorun sürerse destek bilgilerini Microsoft desteğine iletin.",
    ids: "Müşteri kimliğini ve izleme kimliğini kontrol edin.",
  },

  page: {
    title: "Toplu cihaz yükleme durumu",
    heading: "Yüklediğiniz cihazlar ne durumda?",
    lead: "Bir iş ortağının Microsoft İş Ortağı Merkezi’ne yüklediği Windows Autopilot cihazları: hangileri kaydedildi, hangileri neden kaydedilmedi.",
    language: "Dil",
    tab: {
      title: (state) => `${state} · Toplu cihaz yükleme durumu`,
      asking: "Sorgulanıyor…",
      tryingAgain: "Yeniden deneniyor…",
      progress: (done, total) => `${number(done)} / ${number(total)}`,
      finished: "Tamamlandı",
      needsAttention: (failed, total) => `${number(total)} cihazdan ${number(failed)} tanesi için işlem gerekiyor`,
      failed: "İstek başarısız oldu",
      needsToken: "Yeni belirteç gerekiyor",
      requestsFailed: (count) => `${number(count)} istek başarısız oldu`,
      attention: (failed) => `${number(failed)} cihaz için işlem gerekiyor`,
      uploadsDone: (done, total) => `${number(done)} / ${number(total)} yükleme tamamlandı`,
    },
    demo: {
      name: "Demo",
      text: "Yanıtlar, bu bilgisayarda çalışan bir İş Ortağı Merkezi simülasyonundan gelir.",
      scenario: "Senaryo",
      scenarios: {
        "running-job": "Devam eden bir yükleme",
        "mixed-outcomes": "Tamamlandı, bazı cihazlar için işlem gerekiyor",
        "all-finished": "Tamamlandı, tüm cihazlar başarılı",
        "ten-thousand-devices": "Çok sayıda cihaz içeren bir yükleme",
        "no-relationship": "Belirtecin erişemediği bir müşteri",
      },
      forDevelopers: "Geliştiriciler için",
    },
    colophon: {
      operator: "Bu sayfayı yöneten:",
      help: "Yardım",
      tokenGoesTo: "Belirtecin gönderildiği yer:",
      version: "Sürüm",
      notMicrosoft: "Microsoft tarafından hazırlanmamıştır ve onaylanmamıştır",
      licences: "Lisanslar",
    },

    settings: {
      unreadable:
        "Bu sayfanın ayarları (settings.json) okunamıyor. Varsayılan ayarlar kullanılıyor. Sayfayı yöneten kişiye haber verin.",
      wrongValues: (names) =>
        `settings.json dosyasında şu ayarların değeri kullanılamıyor: ${list(names)}. Yerine varsayılanlar kullanılıyor. Sayfayı yöneten kişiye haber verin.`,
    },

    form: {
      label: "Sorgulanacak yükleme",
      customer: {
        label: "Müşteri kimliği",
        short: "Müşteri",
        help: "Müşterinin kiracı (tenant) kimliği. İş Ortağı Merkezi’nde: Müşteriler, ilgili müşteri, Hesap, “Microsoft Kimliği”.",
        missing: "Müşteri kimliğini girin.",
        malformed: "Müşteri kimliği 00000000-0000-0000-0000-000000000000 biçiminde olmalıdır.",
        several: "Bu metinde birden fazla kimlik var. Location değerini veya her kimliği kendi alanına yapıştırın.",
      },
      tracking: {
        label: "İzleme kimliği veya Location",
        short: "Yükleme",
        help: "Yüklemeye verilen yanıtın (202 Accepted) Location üst bilgisinde bulunur. Location değerini, üst bilgileri veya e-postanın tamamını herhangi bir alana yapıştırın: müşteri alanı da doldurulur.",
        missing: "İzleme kimliğini veya yüklemeye verilen yanıttaki Location değerini girin.",
        malformed: "Bu değerde izleme kimliği yok. İzleme kimliği 00000000-0000-0000-0000-000000000000 biçimindedir.",
        several: "Bu metinde birden fazla kimlik var. Location değerini veya her kimliği kendi alanına yapıştırın.",
      },
      token: {
        label: "Erişim belirteci (token)",
        help: "Bu sayfada kalır ve API adresi dışında hiçbir yere gönderilmez. Sayfadan ayrıldığınızda veya “Belirteci temizle” düğmesine bastığınızda silinir.",
        missing: "Bir erişim belirteci yapıştırın.",
        malformed: "Bu bir erişim belirteci değil. Boşluk içermeyen belirtecin tamamını kopyalayıp yeniden yapıştırın.",
        refused: "İş Ortağı Merkezi bu belirteci kabul etmedi. Yeni bir belirteç yapıştırın.",
        id: "Bu bir belirteç değil, bir kimlik. Onu izleme kimliğinin veya müşteri kimliğinin alanına yapıştırın.",
        several:
          "Bu metinde belirteç değil, birden fazla kimlik var. Location değerini veya her kimliği kendi alanına yapıştırın.",
        other:
          "Bunun içinde erişim belirteci yok. Erişim belirteci, başarılı bir oturum açma yanıtındaki “access_token” değeridir.",
      },
      baseUrl: {
        label: "API adresi",
        help: "İş Ortağı Merkezi’nin veya önündeki bir ağ geçidinin adresi: İş Ortağı Merkezi’nin tarayıcılara doğrudan yanıt verdiği bilinmiyor. Belirteç bu adrese gönderilir; yalnızca güvendiğiniz bir adres girin.",
        missing: "İş Ortağı Merkezi’nin veya ağ geçidinizin adresini girin.",
        malformed:
          "https:// ile başlayan, kullanıcı adı ve sorgu içermeyen tam bir adres girin: örneğin https://api.partnercenter.microsoft.com.",
        call: "Bu, bir çağrının adresi. “/v1/customers” ve sonrasını silin.",
      },
      filled: (fields, isFromLocation) =>
        sentence(
          `${list(fields.map((field) => ({ tracking: "izleme kimliği", customer: "müşteri kimliği", token: "belirteç" })[field]))} ${isFromLocation ? "Location değerinden" : "girilen metinden"} alındı.`,
        ),
      answerIsOf: (ids) => `Aşağıdaki yanıt hâlâ ${ids} yüklemesine ait.`,
      onlyTokenMissing: "Bu yüklemeyi görmek için bir belirteç yapıştırın.",
      newToken: "Yeni belirteç yapıştır",
      more: "Gelişmiş",
      destination: "Belirtecin gönderileceği adres:",
      change: "Değiştir",
      forget: "Belirteci temizle",
      submit: "Durumu göster",
    },

    howToGetToken: {
      summary: "Belirteç nasıl alınır?",
      which:
        "İş Ortağı Merkezi için bir Microsoft Entra ID belirteci gerekir. Belirteci, iş ortağında Yönetici aracısı (Admin agent) veya Satış aracısı (Sales agent) rolüne sahip bir kişi, çok faktörlü kimlik doğrulamasıyla oturum açarak almalıdır. Belirteç yaklaşık bir saat geçerlidir. Çin’de adresler https://partner.partnercenterapi.microsoftonline.cn ve https://login.partner.microsoftonline.cn şeklindedir.",
      app: "Aşağıdaki yolların ikisi de iş ortağında kaydedilmiş, Microsoft Partner Center için user_impersonation izni olan bir uygulama gerektirir.",
      deviceCode:
        "Cihaz koduyla, PowerShell’de veya Bash’te (macOS, Linux): Uygulama genel istemci akışlarına (public client flows) izin vermelidir. PowerShell, sonunda belirteci panoya kopyalar. Bash’te ise gelen yanıtın tamamını belirteç alanına yapıştırın.",
      authorizationCode:
        "Yetkilendirme koduyla, macOS, Linux veya Windows’ta (Git Bash) Bash’te: Uygulamanın, mobil ve masaüstü uygulamalar için http://localhost yönlendirme adresi olmalıdır. Oturum açtıktan sonra tarayıcı bu adresi açamaz: adresi adres çubuğundan kopyalayın. Gelen yanıtın tamamını belirteç alanına yapıştırın.",
      appId: "Uygulama kimliği",
      signIn: "Bu adresi açıp oturum açın",
      enterCode: "Oraya bu kodu girin",
      thenPressEnter: "Ardından Enter tuşuna basın",
      pasteAddress: "Tarayıcının vardığı adresi yapıştırın",
      ways: { deviceCode: "Cihaz kodu", authorizationCode: "Yetkilendirme kodu" },
      copyCommands: (shell, way) => ({
        copy: `${way}: ${shell} komutlarını kopyala`,
        copied: `${way}: ${shell} komutları kopyalandı`,
      }),
    },

    nothingAsked: {
      title: "Seçili yükleme yok",
      text: "Toplu yüklemenin hangi aşamada olduğunu, hangi cihazların kaydedildiğini, diğerlerinin neden kaydedilmediğini ve yapılması gerekeni burada göreceksiniz.",
    },
    answer: "Yanıt",
    skip: "Yanıta geç",

    watched: {
      heading: "İzlenen yüklemeler",
      remember: "Bu yüklemeleri bu tarayıcıda hatırla",
      rememberHelp:
        "Yalnızca kimlikler, adlar, API adresleri ve eklenme zamanları saklanır; belirteç ve yanıtlar hiçbir zaman saklanmaz.",
      needsToken: "Belirteç gerekiyor",
      needsNewToken: "Yeni belirteç gerekiyor",
      addedElsewhere: "Başka bir sekmede eklendi",
      paused: "Duraklatıldı",
      customer: (id) => `Müşteri: ${id}`,
      started: (ms) => `başlangıç: ${relative(ms)}`,
      added: (ms) => `eklenme: ${relative(ms)}`,
      done: (name, state) => `${name} tamamlandı: ${state}.`,
      failed: (name, state) => `${name} sorgulanamadı: ${state}.`,
      renameUpload: (name) => `Yeniden adlandır: ${name}`,
      nameOf: (name) => `Yüklemenin adı: ${name}`,
      removeUpload: (name) => `Listeden kaldır: ${name}`,
      removed: (name) => `Listeden kaldırıldı: ${name}.`,
      undo: "Geri al",
    },

    tokenEnd: {
      goodUntil: (time) => `Belirtecin geçerlilik bitişi: ${time}`,
      ended: (time) => `Belirtecin süresi doldu: ${time}`,
      endsSoon: (time) =>
        `Belirtecin süresi az sonra doluyor: ${time}. İzlemeye devam etmek için yeni bir belirteç yapıştırın.`,
    },

    notify: {
      button: "Tamamlanınca haber ver",
      blocked:
        "Tamamlandığında haber alabilmek için tarayıcının site ayarlarından bu sayfanın bildirimlerine izin verin.",
    },
  },
};
