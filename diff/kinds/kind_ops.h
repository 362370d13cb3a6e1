#pragma once

#include "diff/reader.h"
#include "diff/step.h"

#include <span>

namespace schemawright {

/// How types of a kind give way to new ones of the same name while columns have them: the old type steps aside under another name, the
/// columns are converted. Where nothing is said here, values go through their text.
struct TypeRetyping {
    struct Helper {
        std::string call;      ///< as it stands in the conversions that need the function: "public.c__old("
        std::string createSql; ///< once the old type has stepped aside and the new one is there
        std::string dropSql;
    };
    /// A value of the type before as one of the type after; `array`: an array of them.
    std::string (*converted)(const std::string& value, bool array, const ObjectKey& key,
                             const PlanContext& context) = nullptr;
    /// A function that `converted` calls for arrays.
    Helper (*helper)(const ObjectKey& key, const PlanContext& context) = nullptr;
    /// What may hurt: notes it in the statement that renames the old type, or in those that convert columns.
    void (*note)(const Object& before, const Object& after, Statement& aside, std::span<Statement> alters) = nullptr;
    /// What else has a name that the new type wants.
    std::vector<Statement> (*alsoAside)(const ObjectKey& key, const Object& before) = nullptr;
};

/// What the engine can do with a kind of object: the room's door. Rooms write statements about the object itself; owner, comment,
/// privileges and labels of the object are added by the planner (attributes.h), those of parts (columns, constraints) by the room.
struct KindOps {
    Kind kind;
    /// Reads every object of the kind. A room that owns several kinds in one query (types) may do it in one of them.
    Result<void> (*read)(Reader& reader);
    /// "TABLE public.orders", "FUNCTION public.f(integer)", "TRIGGER t ON public.orders": what stands after COMMENT ON, ALTER and DROP.
    std::string (*identity)(const ObjectKey& key, const Object& object);
    /// What stands after GRANT ... ON; nullptr where the kind has no privileges.
    std::string (*grantTarget)(const ObjectKey& key, const Object& object);
    /// The object itself and the parts of it that take part in dependencies; nullptr: only itself.
    std::vector<ObjectKey> (*elements)(const ObjectKey& key, const Object& object);
    /// Elements of `before` that no alteration in place can keep under those who depend on them (a retyped or dropped column, the whole
    /// object where it must be made anew): what depends on one of these in the source is dropped before and made again after.
    /// Naming the key itself means: this object must be dropped and created. nullptr: any difference of bodies means that.
    /// A type may name what uses it: columns, which it retypes itself, and other objects and parts, which are then made anew.
    std::vector<ObjectKey> (*disturbs)(const ObjectKey& key, const Object& before, const Object& after,
                                       const PlanContext& context);
    /// The steps that make the object. Dependencies come from the target catalog; keys name what each step creates.
    void (*create)(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);
    /// The steps from before to after, where `disturbs` did not name the key itself. Also called, with before == after, where parts of the
    /// object are in context.recreated. nullptr: the kind is always made anew.
    Result<void> (*alter)(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                          Steps& steps);
    /// The steps that remove it.
    void (*drop)(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);
    /// ALTER ... RENAME TO; `key` may be a part (column, constraint). nullptr: cannot be renamed.
    std::string (*rename)(const ObjectKey& key, const Object& object, const std::string& newName);
    /// ALTER ... SET SCHEMA, and what else has to be said for all that belongs to it to move. nullptr: it cannot be moved.
    std::vector<Statement> (*move)(const ObjectKey& key, const Object& object, const std::string& schema,
                                   const Catalog& catalog) = nullptr;
    /// Do two unequal bodies of the kind mean the same to PostgreSQL, so that there is nothing to alter? nullptr: they never do.
    bool (*same)(const Body& a, const Body& b) = nullptr;
    /// Queries of `read` that take long, in its order: of a large database they are asked on a second connection meanwhile.
    std::vector<std::string> (*longQueries)(int version) = nullptr;
    /// For types that can be made anew while columns have them; nullptr: for no others.
    const TypeRetyping* retyping = nullptr;
};

/// Defined by each room for its kind; the table of all is expanded from model's list of kinds.
template <class T> const KindOps& kindOpsOf();

/// The room of a kind; nullptr for parts of tables and kinds nobody knows yet.
[[nodiscard]] const KindOps* kindOps(Kind kind);
/// All rooms, in the order in which they read.
[[nodiscard]] std::span<const KindOps* const> allKindOps();

/// A statement about an object that takes an ACCESS EXCLUSIVE lock on its relation, or none where it is none.
[[nodiscard]] Statement statement(const ObjectKey& origin, std::string sql);
[[nodiscard]] Statement statement(const ObjectKey& origin, std::string sql, std::vector<Lock> locks);

/// DROP <identity>, as one step that drops the object and its elements; for kinds without peculiarities.
void dropByIdentity(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);
/// ALTER <identity> RENAME TO newName.
[[nodiscard]] std::string renameByIdentity(const ObjectKey& key, const Object& object, const std::string& newName);

/// ALTER <identity> SET SCHEMA schema.
[[nodiscard]] std::vector<Statement> moveByIdentity(const ObjectKey& key, const Object& object,
                                                    const std::string& schema, const Catalog& catalog);

/// The type's name in the text of a column or argument, as a key, where it is a type of the catalog ("public.mood[]" -> Enum public.mood).
[[nodiscard]] std::optional<ObjectKey> typeKey(const Catalog& catalog, std::string_view typeText);

} // namespace schemawright
