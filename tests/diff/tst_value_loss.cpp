// What valueLoss() says of a conversion, compared with what a server does: a value is stored, the column's type is changed as a plan changes it, then
// changed back. A value that is another one afterwards was changed without an error.

#include "diff/kinds/table/column_types.h"
#include "diff/kinds/table/value_loss.h"
#include "tests/support/scratch_fixture.h"

#include <QTest>

#include <map>

using namespace schemawright;
using test::need;

namespace {

struct Sample {
    std::string type;
    std::vector<std::string> values; ///< at least one that a smaller type cannot hold
};

// In the zone of the session 02:30 does not exist on 2026-03-29, and is there twice on 2026-10-25.
const std::vector<Sample> samples{
    {"smallint", {"1", "32767"}},
    {"integer", {"2", "16777217", "2147483647"}},
    {"bigint", {"3", "9007199254740993"}},
    {"numeric", {"1.23456789012345678901", "7"}},
    {"numeric(12,4)", {"1.2345", "12345678.9123"}},
    {"numeric(12,2)", {"1.23", "12345678.91"}},
    {"numeric(20,0)", {"12345678901234567891", "7"}},
    {"numeric(6,0)", {"999999"}},
    {"real", {"0.1", "1.2345678"}},
    {"double precision", {"0.12345678901234567", "0.5"}},
    {"date", {"2026-03-29"}},
    {"timestamp without time zone", {"2026-03-29 02:30:00.654321", "2026-10-25 02:30:00"}},
    {"timestamp(0) without time zone", {"2026-03-29 02:30:05"}},
    {"timestamp with time zone", {"2026-10-25 00:30:00.654321+00", "2026-10-25 01:30:00+00"}},
    {"timestamp(3) with time zone", {"2026-10-25 00:30:00.654+00", "2026-10-25 01:30:00+00"}},
    {"time without time zone", {"10:00:00.654321"}},
    {"time(0) without time zone", {"10:00:05"}},
    {"time with time zone", {"10:00:00.654321+07"}},
    {"interval", {"1 year 2 mons 3 days 04:05:06.789"}},
    {"interval(0)", {"1 year 2 mons 3 days 04:05:06"}},
    {"interval year", {"3 years"}},
    {"text",
     {"abc   ", "x", R"({"b":1, "a":2, "a":3})",
      "a text that is longer than sixty-three bytes, as a name must not be, and than twenty"}},
    {"character varying(20)",
     {"abc   ",
      "\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600"
      "\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600"}},
    {"character(10)", {"abc"}},
    {"name", {"abc"}},
    {"json", {R"({"b":1, "a":2, "a":3})"}},
    {"jsonb", {R"({"a":3})"}},
    {"inet", {"10.1.2.3/24"}},
    {"cidr", {"10.1.0.0/16"}},
    {"boolean", {"true"}},
};

} // namespace

class tst_ValueLoss : public QObject {
    Q_OBJECT

private:
    /// Whether the value is another one after the way there and back; nullopt if a statement failed.
    static std::optional<bool> changes(Connection& connection, const std::string& from, const std::string& to,
                                       const std::string& value)
    {
        const auto done = [&](const std::string& sql) { return connection.query(sql).has_value(); };
        need(connection.query("DROP TABLE IF EXISTS there; CREATE TABLE there (kept " + from + ", x " + from + ")"));
        const std::array<std::string, 1> values{value};
        if (!connection.query("INSERT INTO there VALUES ($1::" + from + ", $1::" + from + ")", values))
            return std::nullopt;
        const std::string assigned = tables::castsByAssignment(from, to) ? "" : " USING x::" + to;
        if (!done("ALTER TABLE there ALTER x TYPE " + to + assigned) ||
            !done("ALTER TABLE there ALTER x TYPE " + from + " USING x::" + from))
            return std::nullopt;
        const bool comparable = from != "json";
        const auto rows = connection.query(comparable ? "SELECT x IS DISTINCT FROM kept OR x::text <> kept::text AND "
                                                        "pg_typeof(x) = 'text'::regtype FROM there"
                                                      : "SELECT x::text <> kept::text FROM there");
        return rows ? std::optional(rows->flag(0, 0)) : std::nullopt;
    }

    test::ScratchFixture m_scratch;

private Q_SLOTS:
    void everyConversionIsAsTheServerDoesIt()
    {
        const ScratchDatabase database = m_scratch.database();
        Connection connection = need(database.connect());
        need(connection.query("SET timezone = 'Europe/Berlin'"));
        QStringList wrong;
        int compared = 0;
        for (const Sample& from : samples) {
            for (const Sample& to : samples) {
                if (from.type == to.type)
                    continue;
                // What a text spells is read by the new type's own input function, and is spelled as that type prints it from then on.
                const bool isText = from.type == "text" || from.type.starts_with("character");
                const bool isTextual =
                    to.type == "text" || to.type.starts_with("character") || to.type == "name" || to.type == "jsonb";
                if (isText && !isTextual)
                    continue;
                bool changed = false;
                bool converted = false;
                for (const std::string& value : from.values) {
                    const auto outcome = changes(connection, from.type, to.type, value);
                    converted = converted || outcome.has_value();
                    changed = changed || outcome.value_or(false);
                }
                if (!converted)
                    continue;
                ++compared;
                const std::string_view said = tables::valueLoss(from.type, to.type);
                if (changed == said.empty())
                    wrong.append(QString::fromStdString(
                        from.type + " -> " + to.type +
                        (changed ? ": values change, nothing is said" : ": said, but not seen: ") + std::string(said)));
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QVERIFY2(compared > 200, qPrintable(QString::number(compared)));
    }

    void arraysAreConvertedByElement()
    {
        QCOMPARE(tables::valueLoss("numeric(12,4)[]", "numeric(12,2)[]"),
                 tables::valueLoss("numeric(12,4)", "numeric(12,2)"));
        QVERIFY(tables::valueLoss("numeric[]", "integer").empty());
    }
};

QTEST_GUILESS_MAIN(tst_ValueLoss)
#include "tst_value_loss.moc"
