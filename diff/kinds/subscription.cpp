#include "model/kinds/subscription.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/server/connection.h"
#include "model/sql.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <format>
#include <memory>

namespace schemawright {

namespace {

std::string identity(const ObjectKey& key, const Object&)
{
    return "SUBSCRIPTION " + quoteIdent(key.name);
}

// ---- Reading -----------------------------------------------------------------------------------------------------------------

/// The connection string as it is where it holds no password; else without it.
std::string withoutPassword(const std::string& connection)
{
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(connection.c_str(), nullptr), &PQconninfoFree);
    if (!options)
        return {};
    std::string safe;
    bool secret = false;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val == nullptr)
            continue;
        const std::string_view keyword = option->keyword;
        if (isSecretKeyword(keyword)) {
            secret = true;
            continue;
        }
        safe += (safe.empty() ? "" : " ") + std::string(keyword) + "=" + conninfoValue(option->val);
    }
    return secret ? safe : connection;
}

/// What a subscription can be told beside its connection, slot and publications, with what stands where nothing is said.
struct Setting {
    std::string_view name;
    std::string_view standard;
    bool alterable;
};
constexpr std::array settings{
    Setting{"binary", "false", true},           Setting{"streaming", "off", true},
    Setting{"synchronous_commit", "off", true}, Setting{"two_phase", "false", false},
    Setting{"disable_on_error", "false", true}, Setting{"password_required", "true", true},
    Setting{"run_as_owner", "false", true},     Setting{"origin", "any", true},
    Setting{"failover", "false", false},
};

/// The settings as text, in the order of `settings`; null where the server's version does not know one.
std::string settingColumns(int version)
{
    std::string sql = ", s.subbinary::text, ";
    sql += version >= 160000 ? "case s.substream when 'f' then 'off' when 't' then 'on' else 'parallel' end"
                             : "case when s.substream then 'on' else 'off' end";
    sql += ", s.subsynccommit";
    sql += version >= 150000 ? ", (s.subtwophasestate <> 'd')::text, s.subdisableonerr::text" : ", null, null";
    sql +=
        version >= 160000 ? ", s.subpasswordrequired::text, s.subrunasowner::text, s.suborigin" : ", null, null, null";
    sql += version >= 170000 ? ", s.subfailover::text" : ", null";
    return sql;
}

constexpr std::string_view hereOnly =
    " from pg_catalog.pg_subscription s"
    " where s.subdbid = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())"
    " order by s.subname";

Result<void> read(Reader& reader)
{
    auto seen = reader.query("select pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', "
                             "'SELECT'), s.subname" +
                             std::string(hereOnly));
    if (!seen)
        return std::unexpected(std::move(seen.error()));
    if (seen->empty())
        return {};
    if (!seen->flag(0, 0)) {
        for (std::size_t i = 0; i < seen->size(); ++i)
            reader.unknown(keyOf(Kind::Subscription, {}, seen->text(i, 1)).display() +
                           " (only a superuser can read its connection)");
        return {};
    }
    auto rows = reader.query("select s.oid, s.subname, s.subowner, s.subconninfo, s.subslotname, s.subpublications" +
                             settingColumns(reader.version()) + std::string(hereOnly));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        Subscription subscription;
        subscription.connection = withoutPassword(rows->text(i, 3));
        subscription.hasSlot = !rows->isNull(i, 4);
        if (rows->view(i, 4) != rows->view(i, 1))
            subscription.slotName = rows->text(i, 4);
        subscription.publications = rows->array(i, 5);
        for (std::size_t s = 0; s < settings.size(); ++s)
            if (!rows->isNull(i, 6 + s) && rows->view(i, 6 + s) != settings.at(s).standard)
                subscription.options.push_back({std::string(settings.at(s).name), rows->text(i, 6 + s)});
        reader.add(
            ClassId::Subscription, oid, keyOf(Kind::Subscription, {}, rows->text(i, 1)),
            {std::move(subscription), reader.attributes(ClassId::Subscription, oid, rows->oid(i, 2), {}, true, 0)});
    }
    return {};
}

// ---- Writing -----------------------------------------------------------------------------------------------------------------

std::string slotText(const ObjectKey& key, const Subscription& subscription)
{
    if (!subscription.hasSlot)
        return "slot_name = NONE";
    return "slot_name = " + quoteLiteral(subscription.slotName.empty() ? key.name : subscription.slotName);
}

void add(Step& step, const ObjectKey& key, std::string sql)
{
    step.statements.push_back(statement(key, std::move(sql), {}));
}

/// Nothing connects to the publisher: whoever runs the script may not reach it, and a slot is no part of a transaction.
void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const Subscription& subscription = *object.as<Subscription>();
    std::vector<std::string> with{"connect = false"};
    if (!subscription.hasSlot || !subscription.slotName.empty())
        with.push_back(slotText(key, subscription));
    for (const Option& option : subscription.options)
        with.push_back(option.name + " = " + quoteLiteral(option.value));
    // Since PostgreSQL 18 it is parallel where nothing is said.
    if (!std::ranges::contains(subscription.options, "streaming", &Option::name))
        with.emplace_back("streaming = off");
    Step step = creatingStep(key, {});
    add(step, key,
        std::format("CREATE {} CONNECTION {} PUBLICATION {} WITH ({})", identity(key, object),
                    quoteLiteral(subscription.connection), identList(subscription.publications), join(with, ", ")));
    step.statements.back().hazards.push_back(
        {"subscription-disabled", key.display() + " is created disabled, without its slot on the publisher and without "
                                                  "a password in its connection. Set them up, then enable it."});
    steps.push_back(std::move(step));
}

const std::string* valueOf(const Options& options, std::string_view name)
{
    const auto found = std::ranges::find(options, name, &Option::name);
    return found == options.end() ? nullptr : &found->value;
}

bool sameValue(const Setting& setting, const Subscription& before, const Subscription& after)
{
    const std::string* old = valueOf(before.options, setting.name);
    const std::string* now = valueOf(after.options, setting.name);
    return old && now ? *old == *now : old == now;
}

bool samePublications(const Subscription& a, const Subscription& b)
{
    return std::ranges::is_permutation(a.publications, b.publications);
}

bool same(const Body& a, const Body& b)
{
    const auto& before = std::get<Subscription>(a);
    Subscription after = std::get<Subscription>(b);
    if (!samePublications(before, after))
        return false;
    after.publications = before.publications;
    return before == after;
}

/// Some settings also concern the slot on the publisher: ALTER SUBSCRIPTION would have to connect.
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&)
{
    const bool inPlace = std::ranges::all_of(settings, [&](const Setting& setting) {
        return setting.alterable || sameValue(setting, *before.as<Subscription>(), *after.as<Subscription>());
    });
    return inPlace ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter, const PlanContext&,
                   Steps& steps)
{
    const Subscription& before = *objectBefore.as<Subscription>();
    const Subscription& after = *objectAfter.as<Subscription>();
    const std::string alter = "ALTER " + identity(key, objectAfter) + " ";
    Step step = alteringStep(key, {});
    if (before.connection != after.connection) {
        add(step, key, alter + "CONNECTION " + quoteLiteral(after.connection));
        step.statements.back().hazards.push_back(
            {"subscription-connection",
             "The new connection of " + key.display() + " has no password. Add it if one is needed."});
    }
    if (!samePublications(before, after))
        add(step, key, alter + "SET PUBLICATION " + identList(after.publications) + " WITH (refresh = false)");
    if (before.hasSlot != after.hasSlot || before.slotName != after.slotName) {
        if (!after.hasSlot)
            add(step, key, alter + "DISABLE");
        add(step, key, alter + "SET (" + slotText(key, after) + ")");
    }
    std::vector<std::string> changes;
    for (const Setting& setting : settings) {
        if (sameValue(setting, before, after))
            continue;
        const std::string* now = valueOf(after.options, setting.name);
        changes.push_back(std::string(setting.name) + " = " + quoteLiteral(now ? *now : std::string(setting.standard)));
    }
    if (!changes.empty())
        add(step, key, alter + "SET (" + join(changes, ", ") + ")");
    steps.push_back(std::move(step));
    return {};
}

/// DROP SUBSCRIPTION would drop the slot on the publisher, which cannot be done in a transaction: it is let go of before.
void drop(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const Subscription& subscription = *object.as<Subscription>();
    Step step = droppingStep(key, {});
    if (subscription.hasSlot) {
        const std::string alter = "ALTER " + identity(key, object) + " ";
        add(step, key, alter + "DISABLE");
        add(step, key, alter + "SET (slot_name = NONE)");
    }
    add(step, key, "DROP " + identity(key, object));
    if (subscription.hasSlot)
        step.statements.back().hazards.push_back(
            {"replication-slot-left",
             std::format("The slot {} remains on the publisher and retains WAL. Drop it there.",
                         quoteIdent(subscription.slotName.empty() ? key.name : subscription.slotName))});
    steps.push_back(std::move(step));
}

constexpr KindOps ops{.kind = Kind::Subscription,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .rename = renameByIdentity,
                      .same = same};

} // namespace

template <> const KindOps& kindOpsOf<Subscription>()
{
    return ops;
}

} // namespace schemawright
