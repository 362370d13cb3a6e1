#include "diff/server/effective_spec.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>

namespace schemawright {
namespace {

/// What chooses the server, which has been chosen, and what names our session.
bool isSettled(std::string_view keyword)
{
    static constexpr auto settled =
        std::to_array<std::string_view>({"application_name", "client_encoding", "dbname", "fallback_application_name",
                                         "host", "hostaddr", "load_balance_hosts", "passfile", "port", "replication",
                                         "service", "servicefile", "target_session_attrs", "user"});
    return std::ranges::find(settled, keyword) != settled.end();
}

void set(ConnectionSpec& spec, const char* keyword, const char* value)
{
    if (value != nullptr && *value != '\0')
        spec.parameters[keyword] = value;
}

} // namespace

Result<ConnectionSpec> effectiveSpec(const ConnectionSpec& spec, const std::stop_token& stop)
{
    // This one reports errors as all connections do, and ends on a stop; libpq is asked on a second one.
    if (const auto tried = Connection::open(spec, stop); !tried)
        return std::unexpected(tried.error());
    std::vector<const char*> keywords;
    std::vector<const char*> values;
    for (const auto& [keyword, value] : spec.parameters) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    if (!spec.parameters.contains("connect_timeout")) {
        keywords.push_back("connect_timeout");
        values.push_back("10");
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    const std::unique_ptr<PGconn, decltype(&PQfinish)> raw(PQconnectdbParams(keywords.data(), values.data(), 0),
                                                           &PQfinish);
    if (!raw || PQstatus(raw.get()) != CONNECTION_OK)
        return fail(ErrorCode::Connection, "the connection to " + spec.display() + " was lost");
    ConnectionSpec full;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfo(raw.get()), &PQconninfoFree);
    for (const PQconninfoOption* option = options.get(); option && option->keyword != nullptr; ++option) {
        // A default is left out: libpq of another version may not know the keyword.
        const bool isDefault = option->val && option->compiled && std::string_view(option->val) == option->compiled;
        if (!isDefault && !isSettled(option->keyword))
            set(full, option->keyword, option->val);
    }
    set(full, "host", PQhost(raw.get()));
    set(full, "hostaddr", PQhostaddr(raw.get()));
    set(full, "port", PQport(raw.get()));
    set(full, "user", PQuser(raw.get()));
    set(full, "dbname", PQdb(raw.get()));
    set(full, "password", PQpass(raw.get()));
    return full;
}

} // namespace schemawright
