#include "ui/data/table_data.h"

#include "diff/server/one_statement.h"
#include "model/sql.h"
#include "ui/basics/appearance.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"

#include <QBrush>
#include <QFont>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPalette>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QTableView>
#include <QToolButton>
#include <QUuid>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

constexpr qlonglong pageSize = 200;
constexpr qsizetype longestShown = 400; ///< characters of a value in a cell

/// QPSQL hands its options to libpq as keyword=value pairs and makes a space of every semicolon.
Result<QString> optionsFor(const ConnectionSpec& spec)
{
    static constexpr auto setApart = std::to_array<std::string_view>({"host", "dbname", "user", "password", "port"});
    QStringList options;
    if (spec.get("connect_timeout").empty())
        options.append(QStringLiteral("connect_timeout=10"));
    for (const auto& [keyword, value] : spec.parameters) {
        if (std::ranges::find(setApart, keyword) != setApart.end())
            continue;
        if (value.contains(';'))
            return fail(ErrorCode::Usage,
                        "the connection's parameter " + keyword + " contains a semicolon, so rows cannot be read");
        options.append(toQt(keyword + "=" + conninfoValue(value)));
    }
    return options.join(u';');
}

/// The libpq connection that the driver has opened. Qt 6 documentation, "QSqlDriver::handle"; since Qt 6 the type goes by its own name.
pg_conn* handleOf(const QSqlDatabase& database)
{
    const QVariant handle = database.driver()->handle();
    const QByteArrayView type(handle.typeName());
    return type == "PGconn*" || type == "pg_conn*" ? *static_cast<pg_conn* const*>(handle.constData()) : nullptr;
}

/// `tail` is what the user typed and may be anything: it is sent as a part of one statement by a protocol that takes no second one, in a transaction
/// that cannot write.
Result<RowPage> readPage(const QSqlDatabase& database, const std::string& table, const std::string& tail,
                         const std::stop_token& stop)
{
    pg_conn* connection = handleOf(database);
    if (connection == nullptr)
        return fail(ErrorCode::Unsupported, "Qt's PostgreSQL driver gives no access to its connection");
    if (const auto begun = runOneStatement(connection, "BEGIN READ ONLY", stop); !begun)
        return std::unexpected(begun.error());
    const auto names = runOneStatement(connection, "SELECT * FROM " + table + " LIMIT 0", stop);
    if (!names)
        return std::unexpected(names.error());
    // PostgreSQL itself makes text of every value.
    std::string columns;
    RowPage page;
    for (const std::string& name : names->columns) {
        columns += (columns.empty() ? "" : ", ") + quoteIdent(name) + "::text";
        page.columns.append(toQt(name));
    }
    const auto read = runOneStatement(connection, "SELECT " + columns + " FROM " + table + tail, stop);
    if (!read)
        return std::unexpected(read.error());
    for (const auto& values : read->rows) {
        if (static_cast<qlonglong>(page.rows.size()) == pageSize) {
            page.more = true;
            break;
        }
        QStringList row;
        std::vector<bool> nulls;
        for (const auto& value : values) {
            row.append(value ? toQt(*value) : QString());
            nulls.push_back(!value);
        }
        page.rows.push_back(std::move(row));
        page.nulls.push_back(std::move(nulls));
    }
    return page;
}

/// Runs on the thread of a task: a QSqlDatabase belongs to the thread that made it.
Result<RowPage> readPage(const ConnectionSpec& spec, const std::string& table, const std::string& tail,
                         const std::stop_token& stop)
{
    const Result<QString> options = optionsFor(spec);
    if (!options)
        return std::unexpected(options.error());
    const QString name = QUuid::createUuid().toString();
    Result<RowPage> page;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
        database.setHostName(toQt(spec.get("host")));
        database.setDatabaseName(toQt(spec.get("dbname")));
        database.setUserName(toQt(spec.get("user")));
        database.setPassword(toQt(spec.get("password")));
        if (const int port = QString(toQt(spec.get("port"))).toInt(); port > 0)
            database.setPort(port);
        database.setConnectOptions(*options);
        const QSqlError failure = database.open() ? QSqlError() : database.lastError();
        page = failure.isValid()
                   ? fail(ErrorCode::Connection,
                          toUtf8(failure.databaseText().isEmpty() ? failure.driverText() : failure.databaseText()))
                   : readPage(database, table, tail, stop);
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
    return page;
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
    refresh->setToolTip(tr("Refresh the rows"));
    m_previous->setIcon(themeIcon(QStringLiteral("go-up")));
    m_previous->setToolTip(tr("Previous rows"));
    m_next->setIcon(themeIcon(QStringLiteral("go-down")));
    m_next->setToolTip(tr("Next rows"));
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
    m_status->setText(tr("Reading …"));
    const std::string table = quoteName(m_table.schema, m_table.name);
    std::string tail;
    if (const QString where = m_where->text().trimmed(); !where.isEmpty())
        tail = " WHERE " + toUtf8(where);
    // On a line of its own: the condition may end in a comment.
    tail += "\nLIMIT " + std::to_string(pageSize + 1) + " OFFSET " + std::to_string(offset);
    m_reading.hold(m_runner.run<RowPage>(
        this, tr("Reading rows of %1").arg(shortName(m_table)),
        [spec = m_spec, table, tail](const Task& task) { return readPage(spec, table, tail, task.stop); },
        [this, offset](Result<RowPage> page) {
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
        true));
}

} // namespace schemawright
