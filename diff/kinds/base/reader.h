#pragma once

#include "diff/kinds/base/reading.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"
#include "model/catalog.h"

#include <cstdint>

namespace schemawright {

/// OIDs below it are assigned by initdb. access/transam.h: FirstNormalObjectId.
inline constexpr std::uint32_t firstUserOid = 16384;

/// The system catalogs whose rows are objects or parts of them. The values are their fixed OIDs (PostgreSQL's pg_class.dat etc.).
enum class ClassId : std::uint32_t {
    DefaultPrivileges = 826,
    Type = 1247,
    Procedure = 1255,
    Relation = 1259,
    Database = 1262,
    ForeignServer = 1417,
    UserMapping = 1418,
    ForeignDataWrapper = 2328,
    AccessMethod = 2601,
    AccessMethodOperator = 2602,
    AccessMethodProcedure = 2603,
    AttributeDefault = 2604,
    Cast = 2605,
    Constraint = 2606,
    Conversion = 2607,
    Language = 2612,
    Namespace = 2615,
    OperatorClass = 2616,
    Operator = 2617,
    Rewrite = 2618,
    Trigger = 2620,
    OperatorFamily = 2753,
    Extension = 3079,
    Collation = 3456,
    Transform = 3576,
    TextSearchDictionary = 3600,
    TextSearchParser = 3601,
    TextSearchConfiguration = 3602,
    TextSearchTemplate = 3764,
    Publication = 6104,
    Subscription = 6100,
    PublicationTable = 6106,
    PublicationSchema = 6237,
};

/// One reading of a database: the transaction, the names by OID, the comments, and the growing catalog. The files of the kinds read
/// through it, each with a fixed number of queries. It knows schemas, roles, comments, security labels and
/// members of extensions before the first kind is read.
class Reader {
public:
    Reader(Connection& connection, const Task& task);

    /// server_version_num: for catalogs that differ between versions.
    [[nodiscard]] int version() const;
    [[nodiscard]] Result<Rows> query(std::string_view sql);

    /// Whether the row belongs to an extension, a system schema or otherwise not to the schema (OID below 16384 outside
    /// the schema public). Such rows are skipped.
    [[nodiscard]] bool skips(ClassId classId, std::uint32_t oid, std::string_view schema = {}) const;
    [[nodiscard]] bool ownedByExtension(ClassId classId, std::uint32_t oid) const;

    /// By OID: a schema's, a role's name. Empty for 0.
    [[nodiscard]] const std::string& schemaName(std::uint32_t oid) const;
    [[nodiscard]] const std::string& roleName(std::uint32_t oid) const;
    [[nodiscard]] const std::string& comment(ClassId classId, std::uint32_t oid, int sub = 0) const;
    [[nodiscard]] std::vector<SecurityLabel> labels(ClassId classId, std::uint32_t oid, int sub = 0) const;

    /// An aclitem[] in text form; nullopt if it is null or equals acldefault(objectType, owner). The owner's name in it is replaced by
    /// ownerRole (diff/kinds/base/attributes.h). `objectType` is acldefault's: r table and view, s sequence, f function, n schema, T type, c column...
    [[nodiscard]] Acl acl(std::string_view aclText, bool isNull, char objectType, std::uint32_t owner) const;

    /// Owner, comment, ACL and labels of an object. An owner that is the scratch server's superuser is read
    /// as empty (not specified).
    [[nodiscard]] Attributes attributes(ClassId classId, std::uint32_t oid, std::uint32_t owner,
                                        std::string_view aclText, bool aclNull, char aclType) const;

    /// Adds the object to the catalog and records its row, so that pg_depend can be read with names.
    void add(ClassId classId, std::uint32_t oid, const ObjectKey& key, Object object);
    /// Records a row without adding an object: the row type of a table, a view's rule, an attached partition's trigger...
    void identify(ClassId classId, std::uint32_t oid, const ObjectKey& key);
    /// A column of a relation: pg_depend's (relation OID, attribute number).
    void identifyColumn(std::uint32_t relation, int attribute, std::string name);
    /// The key of a row; nullptr if the row is not recorded.
    [[nodiscard]] const ObjectKey* keyOf(ClassId classId, std::uint32_t oid) const;
    /// The column's name; empty if unknown.
    [[nodiscard]] const std::string& columnName(std::uint32_t relation, int attribute) const;
    /// An added object, to be completed by a later kind or query (columns, constraints); nullptr if it has not been added.
    [[nodiscard]] Object* object(const ObjectKey& key);

    /// Adds an object that is not supported to Reading::unknown.
    void unknown(std::string description);
    /// Adds an object that information_schema hides from the role.
    void hidden(std::string description);
    /// Adds a relation's size, for hazards.
    void size(const ObjectKey& key, RelationSize size);

    /// Reads the dependencies and returns the reading.
    [[nodiscard]] Result<Reading> finish();

    /// Opens the transaction and reads what all kinds need.
    [[nodiscard]] Result<void> begin(Connections connections);

private:
    [[nodiscard]] Result<void> beginTransaction(Connections connections);
    [[nodiscard]] Result<void> findTracking();

    struct State;
    std::shared_ptr<State> m_state;
};

[[nodiscard]] Result<ServerInfo> serverInfo(Connection& connection, const Task& task = {});

} // namespace schemawright
