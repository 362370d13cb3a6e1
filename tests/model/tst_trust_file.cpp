#include "model/trust.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace schemawright;
namespace fs = std::filesystem;

class tst_TrustFile : public QObject {
    Q_OBJECT

private:
    static ProjectRequest command(const std::string& text)
    {
        return {ProjectRequest::Kind::SecretCommand, "shop, environment production", text};
    }
    [[nodiscard]] fs::path folder(const char* name) const
    {
        const fs::path made = fs::path(m_folder->path().toStdString()) / name;
        fs::create_directories(made);
        return made;
    }
    [[nodiscard]] TrustFile file() const { return TrustFile(folder("settings") / "deep" / "trusted.json"); }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatAProjectAsksFor()
    {
        const auto config = parseProjectConfig("scratch_url = 'host=s'\n[[databases]]\nname = 'shop'\n"
                                               "[databases.environments.a]\nurl = 'host=h'\nsecret_command = 'get it'\n"
                                               "[databases.environments.b]\nurl = 'env:SHOP_URL'\n",
                                               "/p");
        QVERIFY(config);
        using Kind = ProjectRequest::Kind;
        QCOMPARE(requestsOf(*config),
                 (std::vector<ProjectRequest>{{Kind::ScratchUrl, "", "host=s"},
                                              {Kind::SecretCommand, "shop, environment a", "get it"},
                                              {Kind::DatabaseUrl, "shop, environment a", "host=h"}}));
    }

    void aTextIsTrustedInItsFolder()
    {
        TrustFile trust = file();
        const fs::path shop = folder("shop");
        QVERIFY(!trust.trusts(shop, command("a")));
        QVERIFY(!trust.knows(shop));
        QVERIFY(trust.trust(shop, {command("a")}));
        QVERIFY(file().trusts(shop, command("a")));
        QVERIFY(file().trusts(shop / "..." / "..", command("a")));
        QVERIFY(file().knows(shop));
        QVERIFY(!file().trusts(shop, command("a ")));
        QVERIFY(!file().trusts(shop, {ProjectRequest::Kind::ScratchUrl, {}, "a"}));
        QVERIFY(!file().trusts(folder("other"), command("a")));
        QVERIFY(trust.trust(folder("other"), {command("b")}));
        QVERIFY(file().trusts(shop, command("a")));
        QVERIFY(trust.trust(shop, {command("c")}));
        QVERIFY(!file().trusts(shop, command("a")));
        QVERIFY(trust.forget(shop));
        QVERIFY(!file().knows(shop));
        QVERIFY(file().trusts(folder("other"), command("b")));
    }

    void aLinkIsTheFolderThatItPointsTo()
    {
        TrustFile trust = file();
        const fs::path shop = folder("shop");
        const fs::path link = folder(".") / "link";
        fs::create_directory_symlink(shop, link);
        QVERIFY(trust.trust(link, {command("a")}));
        QVERIFY(trust.trusts(shop, command("a")));
        fs::remove(link);
        fs::create_directory_symlink(folder("other"), link);
        QVERIFY(!trust.trusts(link, command("a")));
    }

    void aDamagedFileTrustsNothingAndIsNotOverwritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "{", "[]", "{\"folders\": 3}", "\xff\xfe", "null"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("deep") << QByteArray(200000, '[');
    }
    void aDamagedFileTrustsNothingAndIsNotOverwritten()
    {
        QFETCH(QByteArray, text);
        TrustFile trust = file();
        fs::create_directories(trust.path().parent_path());
        std::ofstream(trust.path(), std::ios::binary) << text.toStdString();
        QVERIFY(!trust.trusts(folder("shop"), command("a")));
        const auto refused = trust.trust(folder("shop"), {command("a")});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
    }

    void onlyTheUserReadsIt()
    {
        TrustFile trust = file();
        QVERIFY(trust.trust(folder("shop"), {command("a")}));
        QCOMPARE(fs::status(trust.path()).permissions() & (fs::perms::group_all | fs::perms::others_all),
                 fs::perms::none);
    }

    void nothingOfATextIsHidden()
    {
        QCOMPARE(command("a\nb\x1b[2K\tc").shown(), std::string("a\\nb\\x1b[2K\\x09c"));
        QCOMPARE(command("a\u202eb\u2066c\u200fd\u2028e").shown(), std::string("a\\u202eb\\u2066c\\u200fd\\u2028e"));
        QCOMPARE(command("grüße 漢字 –").shown(), std::string("grüße 漢字 –"));
    }

    void withoutAHomeNothingIsTrusted()
    {
        TrustFile trust;
        QVERIFY(!trust.trusts(folder("shop"), command("a")));
        QVERIFY(!trust.trust(folder("shop"), {command("a")}));
    }
};

QTEST_GUILESS_MAIN(tst_TrustFile)
#include "tst_trust_file.moc"
