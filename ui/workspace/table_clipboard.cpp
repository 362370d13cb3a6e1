#include "ui/workspace/table_clipboard.h"

#include "diff/kinds/base/reading.h"
#include "diff/plan/plan.h"
#include "diff/resolve/resolve.h"
#include "ui/basics/text.h"
#include "ui/document/diagram_edits.h"
#include "ui/document/edits.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

#include <set>

namespace schemawright {

namespace {

/// What the text adds to the model, by PostgreSQL.
Result<Catalog> additionsOf(const Catalog& catalog, const QString& sql, ScratchHost& scratch, const Task& task)
{
    Result<std::shared_ptr<ScratchServer>> server = scratch.get(task);
    if (!server)
        return std::unexpected(server.error());
    const Result<std::string> model = catalogScript(catalog);
    if (!model)
        return std::unexpected(model.error());
    const Result<Reading> reading =
        resolveSql(**server, {{"the model", *model}, {"the clipboard", toUtf8(sql)}}, {}, task);
    if (!reading)
        return std::unexpected(reading.error());
    return reading->catalog;
}

} // namespace

bool isCard(const ObjectKey& key)
{
    return isTableOrView(key.kind);
}

QString tablesMimeType()
{
    return QStringLiteral("application/x-schemawright-tables");
}

Result<QString> sqlOfTables(const Catalog& catalog, const std::vector<ObjectKey>& keys)
{
    return creationScript(catalog, keys).transform([](const std::string& script) { return toQt(script) + u'\n'; });
}

QMimeData* mimeOf(const CopiedTables& copied)
{
    auto* data = new QMimeData;
    data->setText(copied.sql);
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    for (const ObjectKey& key : copied.keys)
        stream << static_cast<qint32>(key.kind) << toQt(key.schema) << toQt(key.name);
    data->setData(tablesMimeType(), bytes);
    return data;
}

std::vector<ObjectKey> keysOf(const QMimeData& data)
{
    std::vector<ObjectKey> keys;
    QDataStream stream(data.data(tablesMimeType()));
    while (!stream.atEnd()) {
        qint32 kind = 0;
        QString schema;
        QString name;
        stream >> kind >> schema >> name;
        const ObjectKey key = keyOf(static_cast<Kind>(kind), toUtf8(schema), toUtf8(name));
        if (stream.status() != QDataStream::Ok || !isCard(key))
            return {};
        keys.push_back(key);
    }
    return keys;
}

void pasteSql(Workspace& workspace, QObject* guard, const std::string& diagram, const QString& sql,
              const std::function<void(const Result<std::vector<ObjectKey>>&)>& done)
{
    workspace.runner().run<Catalog>(
        guard, QObject::tr("Pasting SQL"),
        [catalog = workspace.document().catalog(), sql, scratch = workspace.scratch()](const Task& task) {
            return additionsOf(catalog, sql, *scratch, task);
        },
        [&workspace, model = QPointer<QObject>(workspace.model()), diagram, done](const Result<Catalog>& resolved) {
            if (!model)
                return; // another model is open
            if (!resolved) {
                done(std::unexpected(resolved.error()));
                return;
            }
            std::vector<ObjectKey> added;
            const Result<void> edited =
                workspace.document().edit(QObject::tr("Paste SQL"), [&](ProjectState& state) -> Result<void> {
                    Catalog::Entries entries = state.catalog.entries();
                    std::set<ObjectKey> cards;
                    for (const Catalog::Entry& entry : *resolved) {
                        if (state.catalog.find(*entry.key) != nullptr)
                            continue;
                        entries.push_back(entry);
                        if (isCard(*entry.key)) {
                            added.push_back(*entry.key);
                            cards.insert(*entry.key);
                        }
                    }
                    state.catalog = Catalog(std::move(entries), state.catalog.dependencies());
                    if (Diagram* target = findDiagram(state, diagram))
                        addCards(state.catalog, *target, cards);
                    return {};
                });
            if (!edited)
                done(std::unexpected(edited.error()));
            else
                done(added);
        });
}

} // namespace schemawright
