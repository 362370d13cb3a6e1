#pragma once

#include "diff/difference/difference.h"
#include "diff/kinds/base/reading.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/prove.h"
#include "diff/resolve/resolve.h"
#include "tests/support/scratch_fixture.h"

namespace schemawright::test {

/// Whole ways between two SQL texts on a scratch server.
class RoundTrip {
public:
    /// The catalog that the text makes; everything in it must be known.
    Reading resolve(const std::string& sql)
    {
        Reading reading = need(resolveSql(m_scratch.server(), {{"test.sql", sql}}));
        if (!reading.unknown.empty())
            throw std::runtime_error("unknown: " + reading.unknown.front());
        return reading;
    }

    /// Plans both ways, runs up, down, up and compares after each. Returns the up script; throws with what failed.
    std::string prove(const std::string& before, const std::string& after)
    {
        const Difference difference =
            need(makeDifference(resolve(before).catalog, resolve(after).catalog, {}, &m_scratch.server()));
        const Proof proof = need(schemawright::prove(m_scratch.server(), difference));
        const std::string up = planScript(difference.up, false);
        if (!proof.proved)
            throw std::runtime_error(proof.failure + "\nup:\n" + up + "\ndown:\n" + planScript(difference.down, false));
        return up;
    }

    ScratchFixture& scratch() { return m_scratch; }

private:
    ScratchFixture m_scratch;
};

} // namespace schemawright::test
