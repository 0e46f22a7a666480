using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>The collection <c>gcd_meta</c>: names and values.</summary>
internal static class LiteDbMeta
{
    private const string Collection = "gcd_meta";
    private const string SchemaVersion = "schema_version";

    public static byte[]? Get(LiteDatabase db, string name) => db.GetCollection(Collection).FindById(name)?["value"].AsBinary;

    public static byte[] GetOrAdd(LiteDatabase db, string name, byte[] value) => Get(db, name) ?? Add(db, name, value);

    public static bool Set(LiteDatabase db, string name, byte[]? value) =>
        value is null ? db.GetCollection(Collection).Delete(name) : db.GetCollection(Collection).Upsert(Row(name, value));

    /// <summary>The version of the collections and indexes; null in a database that is new.</summary>
    public static int? ReadSchemaVersion(LiteDatabase db) =>
        db.GetCollection(Collection).FindById(SchemaVersion)?["value"] is { IsInt32: true } version ? version.AsInt32 : null;

    public static bool WriteSchemaVersion(LiteDatabase db, int version) => db.GetCollection(Collection).Upsert(Row(SchemaVersion, version));

    private static byte[] Add(LiteDatabase db, string name, byte[] value)
    {
        db.GetCollection(Collection).Insert(Row(name, value));
        return value;
    }

    private static BsonDocument Row(string name, BsonValue value) => new() { ["_id"] = name, ["value"] = value };
}
