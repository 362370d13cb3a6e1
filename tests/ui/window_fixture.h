#pragma once

#include "tests/ui/hands.h"

#include "model/sql.h"
#include "places.h"
#include "ui/basics/language.h"
#include "ui/basics/text.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace schemawright {

/// A window whose settings, data and unsaved work are in a folder of the test.
class WindowFixture {
public:
    /// `home`: a folder of the test's that outlives the window; none: one of its own.
    explicit WindowFixture(const QString& home = {}) : m_home(home.isEmpty() ? folder.path() : home)
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home + QStringLiteral("/settings"));
        QCoreApplication::setOrganizationName(QStringLiteral("schemawright-test"));
        QCoreApplication::setApplicationName(QStringLiteral("schemawright-test"));
        open();
    }

    void open()
    {
        loadLanguage(*QCoreApplication::instance());
        WindowSettings settings;
        settings.demoSource = SCHEMAWRIGHT_SOURCE_DIR "/resources/demo";
        settings.dataFolder = m_home + QStringLiteral("/data");
        settings.cacheFolder = m_home + QStringLiteral("/cache");
        settings.trust = TrustFile(toUtf8(m_home) + "/settings/trusted.json");
        settings.connectionOf = [](const Environment& environment, const std::stop_token&) {
            return ConnectionSpec::parse(environment.url);
        };
        window = std::make_unique<MainWindow>(std::move(settings));
        window->resize(1400, 900);
        window->show();
    }

    /// The widget of that name, whatever it is in.
    template <class T> T* find(const char* name) const
    {
        T* found = window->findChild<T*>(QLatin1String(name));
        if (found == nullptr)
            qWarning("there is no %s", name);
        return found;
    }
    /// By mouse and keyboard.
    void trigger(const char* action) const { hands::run(window.get(), find<QAction>(action)); }

    QTemporaryDir folder;
    std::unique_ptr<MainWindow> window;

private:
    QString m_home;
};

/// customers(id, email) and orders(id, customer_id, total), with keys, a check and an index.
inline ProjectState shopState()
{
    const auto column = [](std::string name, std::string type, bool notNull = true) {
        Column made;
        made.name = std::move(name);
        made.type = std::move(type);
        made.notNull = notNull;
        return made;
    };
    const auto key = [](std::string name, ConstraintType type, std::vector<std::string> columns) {
        Constraint made;
        made.name = std::move(name);
        made.type = type;
        made.columns = std::move(columns);
        return made;
    };
    Table customers;
    customers.columns = {column("id", "bigint"), column("email", "text")};
    customers.constraints = {key("customers_pkey", ConstraintType::PrimaryKey, {"id"})};
    Table orders;
    orders.columns = {column("id", "bigint"), column("customer_id", "bigint"), column("total", "numeric", false)};
    Constraint foreign = key("orders_customer_id_fkey", ConstraintType::ForeignKey, {"customer_id"});
    foreign.refTable = {"public", "customers"};
    foreign.refColumns = {"id"};
    Constraint check = key("orders_total_check", ConstraintType::Check, {"total"});
    check.expression = "((total >= (0)::numeric))";
    orders.constraints = {foreign, key("orders_pkey", ConstraintType::PrimaryKey, {"id"}), check};
    Index index;
    IndexKey part;
    part.column = "customer_id";
    index.keys = {part};
    ProjectState state;
    state.catalog = baselineCatalog()
                        .with(keyOf(Kind::Table, "public", "customers"), {customers, {}})
                        .with(keyOf(Kind::Table, "public", "orders"), {orders, {}})
                        .with(childKey(Kind::Index, "public", "orders", "orders_customer_id_idx"), {index, {}});
    Diagram diagram;
    diagram.name = "main";
    state.diagrams = {diagram};
    return state;
}

inline ObjectKey tableKey(const char* name)
{
    return keyOf(Kind::Table, "public", name);
}
inline ObjectKey columnKey(const char* table, const char* name)
{
    return childKey(Kind::Column, "public", table, name);
}

} // namespace schemawright
