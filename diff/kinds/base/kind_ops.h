#pragma once

#include "diff/kinds/base/reader.h"
#include "diff/kinds/base/step.h"

#include <span>

namespace schemawright {

/// How types of a kind are replaced by new ones of the same name while columns use them: the old type is renamed, the
/// columns are converted. A nullptr means that values are converted through their text.
struct TypeRetyping {
    struct Helper {
        std::string call;      ///< as in the conversions that call the function: "public.c__old("
        std::string createSql; ///< runs after the old type has been renamed and the new one created
        std::string dropSql;
    };
    /// Converts a value of the old type to the new one; `array`: an array of them.
    std::string (*converted)(const std::string& value, bool array, const ObjectKey& key,
                             const PlanContext& context) = nullptr;
    /// A function that `converted` calls for arrays.
    Helper (*helper)(const ObjectKey& key, const PlanContext& context) = nullptr;
    /// Adds hazards to the statement that renames the old type, or to those that convert columns.
    void (*note)(const Object& before, const Object& after, Statement& aside, std::span<Statement> alters) = nullptr;
    /// Other objects with a name that the new type needs.
    std::vector<Statement> (*alsoAside)(const ObjectKey& key, const Object& before,
                                        const PlanContext& context) = nullptr;
};

/// How stored results of a function are computed again after it has changed. PostgreSQL never does that by itself.
struct Recomputation {
    std::string how;                   ///< in words; empty: none are stored, or another object's statements reach them
    std::vector<Statement> statements; ///< none: it must be done by hand
};

/// The operations of a kind of object. They write the statements about the object itself. The planner adds owner, comment,
/// privileges and labels of the object (attributes.h); the kind adds those of parts (columns, constraints).
struct KindOps {
    Kind kind;
    // What has no default must be given.
    /// Reads every object of the kind. If one query reads several kinds (types), one of them may do it.
    Result<void> (*read)(Reader& reader);
    /// The object after COMMENT ON, ALTER and DROP: "TABLE public.orders", "FUNCTION public.f(integer)", "TRIGGER t ON public.orders".
    std::string (*identity)(const ObjectKey& key, const Object& object);
    /// The object after GRANT ... ON; nullptr if the kind has no privileges.
    std::string (*grantTarget)(const ObjectKey& key, const Object& object) = nullptr;
    /// The object itself and its parts that have dependencies; nullptr: only itself.
    std::vector<ObjectKey> (*elements)(const ObjectKey& key, const Object& object) = nullptr;
    /// Elements of `before` that an alteration in place cannot keep for their dependents (a retyped or dropped column, or the whole
    /// object if it must be recreated). Objects that depend on one of these in the source are dropped before and created again after it.
    /// The key itself means: the object must be dropped and created. nullptr: any difference of bodies means that.
    /// A type may name its users: columns, which it retypes itself, and other objects and parts, which are then recreated.
    std::vector<ObjectKey> (*invalidates)(const ObjectKey& key, const Object& before, const Object& after,
                                          const PlanContext& context) = nullptr;
    /// The steps that create the object. Dependencies come from the target catalog; keys name what each step creates.
    void (*create)(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);
    /// The steps from before to after, if `invalidates` did not name the key itself. Also called, with before == after, if parts of the
    /// object are in context.recreated. nullptr: the kind is always recreated.
    Result<void> (*alter)(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                          Steps& steps) = nullptr;
    /// The steps that drop it.
    void (*drop)(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);
    /// ALTER ... RENAME TO; `key` may be a part (column, constraint). nullptr: it cannot be renamed.
    std::string (*rename)(const ObjectKey& key, const Object& object, const std::string& newName) = nullptr;
    /// ALTER ... SET SCHEMA, with the statements that its dependents need to move. nullptr: it cannot be moved.
    std::vector<Statement> (*move)(const ObjectKey& key, const Object& object, const std::string& schema,
                                   const Catalog& catalog) = nullptr;
    /// Whether two unequal bodies of the kind mean the same to PostgreSQL, so that there is nothing to alter. nullptr: they never do.
    bool (*same)(const Body& a, const Body& b) = nullptr;
    /// Computes again what the object, or its part `element`, stores of a function's results. nullptr: no object of the kind stores any.
    Recomputation (*recompute)(const ObjectKey& element, const Object& object, const PlanContext& context) = nullptr;
    /// Queries of `read` that take long, in its order. For a large database they run on a second connection at the same time.
    std::vector<std::string> (*longQueries)(int version) = nullptr;
    /// For types that can be recreated while columns use them; nullptr: for all others.
    const TypeRetyping* retyping = nullptr;
};

/// Each kind defines this; the table of all is expanded from model's list of kinds.
template <class T> const KindOps& kindOpsOf();

/// The operations of a kind; nullptr for parts of tables and unsupported kinds.
[[nodiscard]] const KindOps* kindOps(Kind kind);
/// The operations of all kinds, in the order in which they read.
[[nodiscard]] std::span<const KindOps* const> allKindOps();

/// A statement about an object that takes an ACCESS EXCLUSIVE lock on its relation, or no lock if it is no relation.
[[nodiscard]] Statement statement(const ObjectKey& origin, std::string sql);
[[nodiscard]] Statement statement(const ObjectKey& origin, std::string sql, std::vector<Lock> locks);

/// DROP <identity>, as one step that drops the object and its elements.
void dropByIdentity(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);
/// ALTER <identity> RENAME TO newName.
[[nodiscard]] std::string renameByIdentity(const ObjectKey& key, const Object& object, const std::string& newName);

/// ALTER <identity> SET SCHEMA schema.
[[nodiscard]] std::vector<Statement> moveByIdentity(const ObjectKey& key, const Object& object,
                                                    const std::string& schema, const Catalog& catalog);

/// The key of the type in the text of a column or argument, if it is a type of the catalog ("public.mood[]" -> Enum public.mood).
[[nodiscard]] std::optional<ObjectKey> typeKey(const Catalog& catalog, std::string_view typeText);

} // namespace schemawright
