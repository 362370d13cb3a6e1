#include "tests/screenshots/editor_pictures.h"

#include "ui/document/edits.h"

#include <QAction>
#include <QDockWidget>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <array>
#include <cstdio>

namespace schemawright {

namespace {

constexpr int settled = 600;
constexpr int patience = 60000;

/// Something to complain about, a policy and a function that are worth reading.
Result<void> prepare(ProjectState& state, const ObjectKey& table)
{
    Policy policy;
    policy.command = PolicyCommand::Select;
    policy.roles = {"support", "warehouse"};
    policy.usingExpr = "(notes IS NULL)";
    state.catalog = state.catalog.with(childKey(Kind::Policy, table.schema, table.name, "visible_to_staff"),
                                       {policy, {{}, "Staff sees what has no private notes", {}, {}}});
    Function function;
    function.language = "plpgsql";
    function.arguments = "account uuid, since timestamp with time zone DEFAULT '-infinity'";
    function.result = "numeric";
    function.volatility = "stable";
    function.body =
        "\nDECLARE\n    spent numeric;\nBEGIN\n    -- what was cancelled was never paid\n    SELECT sum(total) "
        "INTO spent\n    FROM public.orders\n    WHERE account_id = account\n      AND placed_at >= since\n     "
        " AND status <> 'cancelled';\n    RETURN coalesce(spent, 0);\nEND\n";
    ObjectKey key = keyOf(Kind::Function, "public", "spent_by");
    key.args = "uuid, timestamp with time zone";
    state.catalog = state.catalog.with(key, {function, {{}, "What an account has spent", {}, {}}});
    Table log;
    for (const auto& [name, type] :
         {std::pair{"order", "uuid"}, std::pair{"at", "timestamp without time zone"}, std::pair{"line", "text"}}) {
        Column column;
        column.name = name;
        column.type = type;
        log.columns.push_back(std::move(column));
    }
    state.catalog = state.catalog.with(keyOf(Kind::Table, "public", "import_log"), {log, {}});
    return {};
}

} // namespace

bool takeEditorPictures(MainWindow& window, const std::function<void(const char*)>& take)
{
    Document& document = window.workspace().document();
    const ObjectKey table = keyOf(Kind::Table, "public", "orders");
    if (document.catalog().find(table) == nullptr)
        return true; // another database of the demo: nothing of this is in it
    const int before = document.undoStack().index();
    if (!document.edit(QStringLiteral("Pictures"), [&](ProjectState& state) { return prepare(state, table); }))
        return false;
    const Resolver& resolver = window.workspace().resolver();
    if (!QTest::qWaitFor([&] { return resolver.isResolved() || resolver.problem(); }, patience) || resolver.problem()) {
        std::fprintf(stderr, "screenshots: the model for the editors was not checked: %s\n",
                     resolver.problem() ? qPrintable(resolver.problem()->message) : "");
        return false;
    }
    auto* tabs = window.findChild<QTabWidget*>(QStringLiteral("tableTabs"));
    window.findChild<QDockWidget*>(QStringLiteral("inspectorDock"))->raise();
    const auto both = [&](const char* light, const char* dark) {
        QTest::qWait(settled);
        take(light);
        window.appearance().choose(Appearance::Choice::Dark);
        QTest::qWait(settled);
        take(dark);
        window.appearance().choose(Appearance::Choice::Light);
    };
    window.select({table});
    tabs->setCurrentIndex(0);
    both("inspector-table-light", "inspector-table-dark");
    constexpr std::array pages{"inspector-keys", "inspector-indexes", "inspector-triggers", "inspector-options"};
    for (std::size_t page = 0; page < pages.size(); ++page) {
        tabs->setCurrentIndex(static_cast<int>(page) + 1);
        QTest::qWait(settled);
        take(pages[page]);
    }
    tabs->setCurrentIndex(0);
    window.select({childKey(Kind::Policy, table.schema, table.name, "visible_to_staff")});
    both("inspector-policy-light", "inspector-policy-dark");
    for (const Catalog::Entry& entry : document.catalog()) {
        if (entry.key->kind == Kind::Function && entry.key->name == "spent_by")
            window.select({*entry.key});
    }
    both("inspector-function-light", "inspector-function-dark");
    window.select(
        {childKey(Kind::Column, "public", "orders", "subtotal"), childKey(Kind::Column, "public", "orders", "tax")});
    QTest::qWait(settled);
    take("inspector-several");
    window.findChild<QDockWidget*>(QStringLiteral("problemsDock"))->raise();
    auto* problems = window.findChild<QTreeWidget*>(QStringLiteral("problems"));
    if (problems->topLevelItemCount() > 0)
        problems->setCurrentItem(problems->topLevelItem(0));
    both("problems-light", "problems-dark");
    document.undoStack().setIndex(before);
    return true;
}

} // namespace schemawright
