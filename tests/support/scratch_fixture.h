#pragma once

#include "diff/scratch/scratch.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace schemawright::test {

/// The value of a Result; where it is an Error the test ends with its text.
template <class T> T need(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().text());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// One scratch server for a whole test program: a member of the test class, started when it is first used.
class ScratchFixture {
public:
    ScratchServer& server() { return *shared(); }
    const std::shared_ptr<ScratchServer>& shared()
    {
        if (!m_server)
            m_server = need(ScratchServer::start({}));
        return m_server;
    }
    ScratchDatabase database() { return need(server().createDatabase()); }
    /// A new database in which the script has been run.
    ScratchDatabase databaseWith(std::string_view sql)
    {
        ScratchDatabase made = database();
        need(need(made.connect()).query(sql));
        return made;
    }

private:
    std::shared_ptr<ScratchServer> m_server;
};

} // namespace schemawright::test
