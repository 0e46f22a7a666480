using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>People and their tokens in a database: what the store's transactions are made of.</summary>
internal static class LiteDbPeople
{
    /// <summary>By the indexes. Rows without a kind, of before there were others, are access tokens.</summary>
    public static StoreCounts Count(LiteDatabase db)
    {
        var others = new[] { TokenKind.Earlier, TokenKind.Link, TokenKind.Session }.Select(kind => StoreCounts.Of(kind, TokensOf(db).LongCount(Query.EQ("kind", kind.Name())))).ToList();
        var users = new StoreCounts(Users: UsersOf(db).LongCount(), NeedSignIn: UsersOf(db).LongCount(Query.EQ("state", LiteDbRows.NeedsSignIn)));
        return StoreCounts.Sum([users, .. others, StoreCounts.Of(TokenKind.Access, TokensOf(db).LongCount() - others.Sum(of => of.Tokens))]);
    }

    public static ILiteCollection<BsonDocument> UsersOf(LiteDatabase db) => db.GetCollection(LiteDbRows.Users);

    public static ILiteCollection<BsonDocument> TokensOf(LiteDatabase db) => db.GetCollection(LiteDbRows.Tokens);

    public static IEnumerable<StoredToken> TokensOfUser(LiteDatabase db, string email) =>
        TokensOf(db).Find(Query.EQ("user_email", email)).Select(LiteDbRows.ToToken);

    public static StoredUser? UserOf(LiteDatabase db, string googleSub) =>
        UsersOf(db).FindOne(Query.EQ("google_sub", googleSub)) is { } row ? LiteDbRows.ToUser(row) : null;

    /// <summary>The same person with another address: row and tokens follow; whoever had that address before goes.</summary>
    public static StoreCounts Move(LiteDatabase db, string from, string to)
    {
        var gone = RemoveUser(db, to);
        UsersOf(db).Delete(from);
        foreach (var token in TokensOf(db).Find(Query.EQ("user_email", from)).ToList())
        {
            token["user_email"] = to;
            TokensOf(db).Update(token);
        }

        return gone;
    }

    /// <returns>What went.</returns>
    public static StoreCounts RemoveUser(LiteDatabase db, string email)
    {
        if (UsersOf(db).FindById(email) is not { } user)
        {
            return default;
        }

        var gone = StoreCounts.Sum(TokensOfUser(db, email).Select(token => StoreCounts.Of(token.Kind)).Append(StoreCounts.Of(LiteDbRows.ToUser(user).State)));
        TokensOf(db).DeleteMany(Query.EQ("user_email", email));
        LiteDbSyncStates.RemoveOf(db, user["google_sub"]);
        UsersOf(db).Delete(email);
        return gone;
    }
}
