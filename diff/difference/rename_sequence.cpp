#include "diff/difference/rename_sequence.h"

#include "model/rename.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

constexpr std::string_view between = "renaming_";

/// Does the thing under the key hold the name that another shall get?
bool holds(const ObjectKey& key, const ObjectKey& end)
{
    if (key.schema != end.schema || key.name != end.name)
        return false;
    if (shareNames(key.kind, end.kind))
        return !isRoutine(key.kind) || key.args == end.args;
    return key.kind == end.kind && key.parent == end.parent;
}

class Ordering {
public:
    Ordering(const Catalog& from, const std::vector<Rename>& renames)
        : m_from(from), m_renames(renames), m_states(renames.size(), State::Waiting)
    {
    }

    std::vector<Rename> run()
    {
        for (std::size_t i = 0; i < m_renames.size(); ++i)
            place(i);
        for (const Rename& rename : m_returns)
            add(rename);
        return std::move(m_done);
    }

private:
    enum class State { Waiting, Begun, Done };

    void place(std::size_t i)
    {
        if (m_states[i] != State::Waiting)
            return;
        m_states[i] = State::Begun;
        const ObjectKey end = renamedKey(m_renames[i]);
        for (std::size_t other = 0; other < m_renames.size(); ++other) {
            if (other == i || !holds(m_renames[other].from, end))
                continue;
            if (m_states[other] == State::Begun)
                stepAside(other);
            else
                place(other);
        }
        if (m_states[i] == State::Begun)
            add(m_renames[i]);
        m_states[i] = State::Done;
    }

    /// Under a name that nobody has, and under its own when everybody else has theirs.
    void stepAside(std::size_t i)
    {
        Rename aside{m_renames[i].from, {}};
        const auto isWanted = [&](const Rename& rename) { return rename.newName == aside.newName; };
        do
            aside.newName = std::format("{}{}", between, ++m_number);
        while (nameTaken(m_from, renamedKey(aside)) || std::ranges::any_of(m_renames, isWanted));
        Rename back = m_renames[i];
        back.from = renamedKey(aside);
        add(std::move(aside));
        m_returns.push_back(std::move(back));
        m_states[i] = State::Done;
    }

    /// What it starts from may have another relation or schema by now.
    void add(Rename rename)
    {
        rename.from = renamedBy(rename.from, spelledOut(m_from, m_done));
        m_done.push_back(std::move(rename));
    }

    const Catalog& m_from;
    const std::vector<Rename>& m_renames;
    std::vector<State> m_states;
    std::vector<Rename> m_done;
    std::vector<Rename> m_returns;
    int m_number = 0;
};

} // namespace

std::vector<Rename> inSequence(const Catalog& from, const std::vector<Rename>& renames)
{
    return Ordering(from, renames).run();
}

bool startsBetween(const std::vector<Rename>& sequence, std::size_t index)
{
    const ObjectKey& start = sequence[index].from;
    return start.name.starts_with(between) &&
           std::ranges::any_of(
               sequence.begin(), sequence.begin() + static_cast<std::ptrdiff_t>(index),
               [&](const Rename& earlier) { return earlier.from.kind == start.kind && earlier.newName == start.name; });
}

bool endsBetween(const std::vector<Rename>& sequence, std::size_t index)
{
    const Rename& rename = sequence[index];
    return rename.newName.starts_with(between) &&
           std::ranges::any_of(sequence.begin() + static_cast<std::ptrdiff_t>(index) + 1, sequence.end(),
                               [&](const Rename& later) {
                                   return later.from.kind == rename.from.kind && later.from.name == rename.newName;
                               });
}

} // namespace schemawright
