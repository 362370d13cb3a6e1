#include "model/sql.h"

#include <QtTest>

using namespace schemawright;

class tst_Sql : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainNamesStayBare();
    void keywordsAndOddNamesAreQuoted();
    void literalsDoubleQuotesAndBackslashes();
    void dollarTagsNeverOccurInTheBody();
    void commentsStayOnOneLine();
    void listsAreJoined();
    void keysAreShownInWords();
};

void tst_Sql::plainNamesStayBare()
{
    QCOMPARE(quoteIdent("orders"), "orders");
    QCOMPARE(quoteIdent("_a1"), "_a1");
    QCOMPARE(quoteIdent("name"), "name"); // unreserved
    QCOMPARE(quoteName("public", "orders"), "public.orders");
    QCOMPARE(quoteName("", "orders"), "orders");
}

void tst_Sql::keywordsAndOddNamesAreQuoted()
{
    QCOMPARE(quoteIdent("user"), "\"user\"");       // reserved
    QCOMPARE(quoteIdent("between"), "\"between\""); // column name
    QCOMPARE(quoteIdent("left"), "\"left\"");       // type or function name
    QCOMPARE(quoteIdent("Orders"), "\"Orders\"");
    QCOMPARE(quoteIdent("1st"), "\"1st\"");
    QCOMPARE(quoteIdent("a$b"), "\"a$b\"");
    QCOMPARE(quoteIdent("größe"), "\"größe\"");
    QCOMPARE(quoteIdent("a\"; DROP TABLE b"), "\"a\"\"; DROP TABLE b\"");
    QCOMPARE(quoteIdent(""), "\"\"");
}

void tst_Sql::literalsDoubleQuotesAndBackslashes()
{
    QCOMPARE(quoteLiteral(""), "''");
    QCOMPARE(quoteLiteral("it's"), "'it''s'");
    QCOMPARE(quoteLiteral("a\\'b"), "E'a\\\\''b'");
}

void tst_Sql::dollarTagsNeverOccurInTheBody()
{
    QCOMPARE(dollarQuote("SELECT 1"), "$$SELECT 1$$");
    QCOMPARE(dollarQuote("$$x$$"), "$body$$$x$$$body$");
    QCOMPARE(dollarQuote("$$ $body$"), "$body1$$$ $body$$body1$");
    QCOMPARE(dollarQuote("costs 5$"), "$body$costs 5$$body$");
    QCOMPARE(dollarQuote("$$ ends in $body"), "$body1$$$ ends in $body$body1$");
}

void tst_Sql::commentsStayOnOneLine()
{
    QCOMPARE(commentText("a\nDROP TABLE b;\r--"), "a DROP TABLE b; --");
    QCOMPARE(commentText("tab\tü"), "tab ü");
}

void tst_Sql::listsAreJoined()
{
    QCOMPARE(join({}, ", "), "");
    QCOMPARE(join({"a"}, ", "), "a");
    QCOMPARE(join({"", "b"}, ", "), ", b");
    QCOMPARE(identList({"id", "order"}), "id, \"order\"");
}

void tst_Sql::keysAreShownInWords()
{
    QCOMPARE(schemaKey("shop").display(), "schema shop");
    QCOMPARE(keyOf(Kind::MaterializedView, "public", "Totals").display(), "materialized view public.\"Totals\"");
    QCOMPARE(childKey(Kind::Column, "public", "orders", "id").display(), "column public.orders.id");
    QCOMPARE(childKey(Kind::Index, "public", "orders", "orders_idx").display(), "index public.orders_idx");
    QCOMPARE(childKey(Kind::Trigger, "public", "orders", "audit").display(), "trigger audit on public.orders");
    QCOMPARE((ObjectKey{Kind::Function, "public", {}, "f", "integer, text"}.display()),
             "function public.f(integer, text)");
    QCOMPARE((ObjectKey{Kind::Operator, "public", {}, "+", "integer, integer"}.display()),
             "operator public.+(integer, integer)");
    QCOMPARE(keyOf(Kind::Table, "public", "a\nb").display(), "table public.\"a b\"");
}

QTEST_APPLESS_MAIN(tst_Sql)
#include "tst_sql.moc"
