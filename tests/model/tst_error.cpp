#include "model/error.h"

#include <QTest>

using namespace schemawright;

class tst_Error : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textNamesFileAndLineBeforeTheMessage()
    {
        Error error;
        error.message = "syntax error";
        error.file = "schema.sql";
        error.line = 7;
        QCOMPARE(error.text(), std::string("schema.sql:7: syntax error"));
    }

    void textEndsWithWhatToDo()
    {
        const Result<int> result = fail(ErrorCode::NotFound, "there is no project here", "run init");
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::NotFound);
        QCOMPARE(result.error().text(), std::string("there is no project here (run init)"));
    }

    void lineWithoutFileIsNotShown()
    {
        Error error;
        error.message = "refused";
        error.line = 7;
        QCOMPARE(error.text(), std::string("refused"));
    }
};

QTEST_APPLESS_MAIN(tst_Error)
#include "tst_error.moc"
