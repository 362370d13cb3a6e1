#include "ui/table_data.h"

#include "model/sql.h"
#include "ui/appearance.h"
#include "ui/text.h"
#include "ui/theme_icon.h"

#include <QBrush>
#include <QFont>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPalette>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlField>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTableView>
#include <QToolButton>
#include <QUuid>
#include <QVBoxLayout>

namespace schemawright {

namespace {

constexpr qlonglong pageSize = 200;
constexpr qsizetype longestShown = 400; ///< characters of a value in a cell

Error sqlError(const QSqlError& error, const QString& sql)
{
    Error failure;
    failure.code = ErrorCode::Sql;
    failure.message = toUtf8(error.databaseText().isEmpty() ? error.driverText() : error.databaseText());
    failure.statement = toUtf8(sql);
    return failure;
}

/// A value in libpq's connection string. PostgreSQL 17 manual, "Keyword/Value Connection Strings".
QString quoted(QString value)
{
    value.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'"));
    return u'\'' + value + u'\'';
}

/// Runs on the thread of a task: a QSqlDatabase belongs to the thread that made it.
Result<RowPage> readPage(const ConnectionSpec& spec, const QString& table, const QString& tail)
{
    const QString name = QUuid::createUuid().toString();
    Result<RowPage> result;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
        // QPSQL passes the options on to libpq as keyword=value, with semicolons for the spaces between them.
        database.setHostName(toQt(spec.get("host")));
        database.setDatabaseName(toQt(spec.get("dbname")));
        database.setUserName(toQt(spec.get("user")));
        database.setPassword(toQt(spec.get("password")));
        if (const int port = QString(toQt(spec.get("port"))).toInt(); port > 0)
            database.setPort(port);
        QStringList options;
        for (const auto& [keyword, value] : spec.parameters) {
            if (keyword != "host" && keyword != "dbname" && keyword != "user" && keyword != "password" &&
                keyword != "port")
                options.append(toQt(keyword) + u'=' + quoted(toQt(value)));
        }
        database.setConnectOptions(options.join(u';'));
        const auto run = [&]() -> Result<RowPage> {
            if (!database.open())
                return std::unexpected(sqlError(database.lastError(), {}));
            QSqlQuery query(database);
            query.setForwardOnly(true);
            const QString names = QStringLiteral("SELECT * FROM %1 LIMIT 0").arg(table);
            if (!query.exec(QStringLiteral("BEGIN READ ONLY")) || !query.exec(names))
                return std::unexpected(sqlError(query.lastError(), names));
            // PostgreSQL itself makes text of every value.
            RowPage page;
            QStringList columns;
            const QSqlRecord record = query.record();
            for (int i = 0; i < record.count(); ++i) {
                page.columns.append(record.fieldName(i));
                columns.append(toQt(quoteIdent(toUtf8(record.fieldName(i)))) + QStringLiteral("::text"));
            }
            const QString sql =
                QStringLiteral("SELECT %1 FROM %2%3").arg(columns.join(QStringLiteral(", ")), table, tail);
            if (!query.exec(sql))
                return std::unexpected(sqlError(query.lastError(), sql));
            while (query.next()) {
                if (static_cast<qlonglong>(page.rows.size()) == pageSize) {
                    page.more = true;
                    break;
                }
                QStringList row;
                std::vector<bool> nulls;
                for (int i = 0; i < record.count(); ++i) {
                    row.append(query.value(i).toString());
                    nulls.push_back(query.isNull(i));
                }
                page.rows.push_back(std::move(row));
                page.nulls.push_back(std::move(nulls));
            }
            return page;
        };
        result = run();
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
    return result;
}

} // namespace

RowPageModel::RowPageModel(QObject* parent) : QAbstractTableModel(parent) {}

void RowPageModel::setPage(RowPage page, qlonglong offset)
{
    beginResetModel();
    m_page = std::move(page);
    m_offset = offset;
    endResetModel();
}

int RowPageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_page.rows.size());
}

int RowPageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_page.columns.size());
}

QVariant RowPageModel::data(const QModelIndex& index, int role) const
{
    const auto row = static_cast<std::size_t>(index.row());
    const bool null = m_page.nulls[row][static_cast<std::size_t>(index.column())];
    const QString& value = m_page.rows[row][index.column()];
    switch (role) {
    case Qt::DisplayRole: return null ? QStringLiteral("NULL") : value.left(longestShown).replace(u'\n', u'⏎');
    case Qt::ToolTipRole: return plainTip(value.left(longestShown * 4));
    case Qt::ForegroundRole:
        return null ? QVariant(QBrush(QGuiApplication::palette().color(QPalette::PlaceholderText))) : QVariant();
    case Qt::FontRole:
        if (null) {
            QFont font;
            font.setItalic(true);
            return font;
        }
        return {};
    default: return {};
    }
}

QVariant RowPageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Horizontal ? QVariant(m_page.columns.value(section)) : QVariant(m_offset + section + 1);
}

TableData::TableData(TaskRunner& runner, const ConnectionSpec& spec, const ObjectKey& table, QWidget* parent)
    : QWidget(parent), m_runner(runner), m_spec(spec), m_table(table), m_model(new RowPageModel(this)),
      m_view(new QTableView(this)), m_where(new QLineEdit(this)), m_status(new QLabel(this)),
      m_previous(new QToolButton(this)), m_next(new QToolButton(this))
{
    m_view->setObjectName(QStringLiteral("rows"));
    m_view->setAccessibleName(tr("Rows of %1").arg(shortName(table)));
    m_view->setModel(m_model);
    m_view->setAlternatingRowColors(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 8);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_where->setPlaceholderText(tr("WHERE …, for example id > 100 (Enter)"));
    m_where->setAccessibleName(tr("Condition"));
    m_where->setClearButtonEnabled(true);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setObjectName(QStringLiteral("rowsStatus"));
    auto* refresh = new QToolButton(this);
    refresh->setIcon(themeIcon(QStringLiteral("view-refresh")));
    refresh->setToolTip(tr("Read the rows again"));
    m_previous->setIcon(themeIcon(QStringLiteral("go-up")));
    m_previous->setToolTip(tr("The rows before"));
    m_next->setIcon(themeIcon(QStringLiteral("go-down")));
    m_next->setToolTip(tr("The next rows"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 6, 6, 0);
    bar->addWidget(m_where, 1);
    bar->addWidget(m_status);
    bar->addWidget(m_previous);
    bar->addWidget(m_next);
    bar->addWidget(refresh);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(bar);
    layout->addWidget(m_view);
    connect(m_where, &QLineEdit::returnPressed, this, [this] { load(0); });
    connect(refresh, &QToolButton::clicked, this, [this] { load(m_offset); });
    connect(m_previous, &QToolButton::clicked, this, [this] { load(std::max(0LL, m_offset - pageSize)); });
    connect(m_next, &QToolButton::clicked, this, [this] { load(m_offset + pageSize); });
    load(0);
}

void TableData::load(qlonglong offset)
{
    if (m_running != nullptr)
        return;
    m_status->setText(tr("Reading …"));
    // What the user types is a condition in a read-only transaction that is never committed.
    const QString table = toQt(quoteName(m_table.schema, m_table.name));
    QString tail;
    if (const QString where = m_where->text().trimmed(); !where.isEmpty())
        tail = QStringLiteral(" WHERE ") + where;
    tail += QStringLiteral("\nLIMIT %1 OFFSET %2").arg(pageSize + 1).arg(offset);
    m_running = m_runner.run<RowPage>(
        this, tr("Reading rows of %1").arg(shortName(m_table)),
        [spec = m_spec, table, tail](const Task&) { return readPage(spec, table, tail); },
        [this, offset](Result<RowPage> page) {
            m_running = nullptr;
            if (!page) {
                m_status->setText(toQt(page.error().text()));
                return;
            }
            m_offset = offset;
            m_previous->setEnabled(offset > 0);
            m_next->setEnabled(page->more);
            m_status->setText(
                page->rows.empty()
                    ? tr("No rows")
                    : tr("Rows %1 to %2").arg(offset + 1).arg(offset + static_cast<qlonglong>(page->rows.size())));
            m_model->setPage(std::move(*page), offset);
            m_view->resizeColumnsToContents();
            for (int i = 0; i < m_model->columnCount(); ++i)
                m_view->setColumnWidth(i, std::min(m_view->columnWidth(i), 320));
        },
        true);
}

} // namespace schemawright
