using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.Configuration;

namespace Gcd.Features.Download;

/// <summary>Who gets a slot when all are taken, by a clock that the test moves.</summary>
public sealed class DownloadFairnessTests : IDisposable
{
    private const int Slots = 64;
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(40);

    // Reached only where a test fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly HandTime time = new();
    private readonly DownloadSlots slots;

    public DownloadFairnessTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("LIMIT_DOWNLOADS", $"{Slots}")]).Build();
        slots = new DownloadSlots(SettingsSetup.Read(configuration, isDevelopment: true), new DownloadLimits(Stall, Wait, Turn), time);
    }

    public void Dispose() => slots.Dispose();

    [Fact]
    public async Task The_next_slot_is_for_who_waits_longest()
    {
        var held = await FillAsync();
        var (first, second) = (TakeAsync("first"), TakeAsync("second"));
        held[0].Slot.Dispose();
        var back = TakeAsync(held[0].Person);

        using var given = await first.WaitAsync(Patience);
        Assert.Null(given.Refusal);
        Assert.False(second.IsCompleted);
        held[1].Slot.Dispose();
        using var next = await second.WaitAsync(Patience);
        Assert.Null(next.Refusal);
        Assert.False(back.IsCompleted);
    }

    [Fact]
    public async Task Who_has_waited_in_vain_or_finds_as_many_waiting_as_there_are_slots_is_told_that_the_service_is_busy()
    {
        await FillAsync();
        var waiting = Enumerable.Range(0, Slots).Select(i => TakeAsync($"waiting {i}")).ToList();
        Assert.Equal("busy", (await TakeAsync("one too many").WaitAsync(Patience)).Refusal?.Code);
        Assert.DoesNotContain(waiting, task => task.IsCompleted);

        time.Advance(Wait);

        Assert.All(await Task.WhenAll(waiting).WaitAsync(Patience), slot => Assert.Equal("busy", slot.Refusal?.Code));
    }

    [Fact]
    public async Task Who_waits_their_turn_gets_the_next_of_the_persons_slots_and_is_refused_after_a_while()
    {
        using var one = await TakeAsync("reader").WaitAsync(Patience);
        using var other = await TakeAsync("reader").WaitAsync(Patience);
        var (first, second) = (TakeInTurnAsync("reader"), TakeInTurnAsync("reader"));
        Assert.Equal("too-many-downloads", (await TakeAsync("reader").WaitAsync(Patience)).Refusal?.Code);

        one.Dispose();
        using var given = await first.WaitAsync(Patience);
        Assert.Null(given.Refusal);
        Assert.False(second.IsCompleted);
        time.Advance(Turn);
        Assert.Equal("too-many-downloads", (await second.WaitAsync(Patience)).Refusal?.Code);
    }

    [Fact]
    public async Task Who_leaves_while_waiting_holds_nothing()
    {
        await FillAsync();
        using var caller = new CancellationTokenSource();
        var left = Enumerable.Range(0, 2).Select(_ => slots.TakeAsync(Person("impatient"), caller.Token).AsTask()).ToList();
        await caller.CancelAsync();
        foreach (var task in left)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.WaitAsync(Patience));
        }

        // With a leftover the person's own limit of two would refuse this one.
        Assert.False(TakeAsync("impatient").IsCompleted);
    }

    [Fact]
    public async Task Accounts_whose_callers_never_read_and_come_back_at_once_keep_nobody_out()
    {
        var held = await FillAsync();
        time.Advance(Stall - TimeSpan.FromSeconds(5));
        var other = TakeAsync("another person");
        Assert.False(other.IsCompleted);

        // One minute after the other, all that hold a slot are broken off and are back at once.
        for (var minute = 0; minute < 3; minute++)
        {
            time.Advance(minute == 0 ? TimeSpan.FromSeconds(5) : Stall);
            var back = new List<(string Person, Task<Attempt> Slot)>();
            foreach (var (person, slot) in held)
            {
                slots.CountStall(Person(person));
                slot.Dispose();
                back.Add((person, TakeAsync(person)));
            }

            using (var given = await other.WaitAsync(Patience))
            {
                Assert.Null(given.Refusal);
            }

            // From then on there are slots that nobody holds.
            for (var again = 0; again < 100; again++)
            {
                using var slot = await TakeAsync("another person").WaitAsync(Patience);
                Assert.Null(slot.Refusal);
            }

            time.Advance(Wait);
            held = [.. (await Task.WhenAll(back.Select(async entry => (entry.Person, Slot: await entry.Slot.WaitAsync(Patience))))).Where(entry => entry.Slot.Refusal is null)];
            Assert.InRange(held.Count, 0, Slots / 2);
            other = TakeAsync("another person");
        }

        Assert.Empty(held);
    }

    [Fact]
    public async Task Who_stalled_twice_pauses_until_five_minutes_after_the_first_time()
    {
        slots.CountStall(Person("slow"));
        using (var once = await TakeAsync("slow").WaitAsync(Patience))
        {
            Assert.Null(once.Refusal);
        }

        time.Advance(Stall);
        slots.CountStall(Person("slow"));
        var refused = await TakeAsync("slow").WaitAsync(Patience);
        Assert.Equal("stalled-downloads", refused.Refusal?.Code);
        Assert.Equal(TimeSpan.FromMinutes(4), refused.Refusal?.RetryAfter);

        time.Advance(TimeSpan.FromMinutes(4));
        using var later = await TakeAsync("slow").WaitAsync(Patience);
        Assert.Null(later.Refusal);
    }

    /// <summary>All slots, two of each person.</summary>
    private async Task<List<(string Person, Attempt Slot)>> FillAsync()
    {
        var held = new List<(string Person, Attempt Slot)>();
        for (var i = 0; i < Slots; i++)
        {
            var person = $"holder {i / 2}";
            held.Add((person, await TakeAsync(person).WaitAsync(Patience)));
            Assert.Null(held[^1].Slot.Refusal);
        }

        return held;
    }

    private async Task<Attempt> TakeAsync(string person) => new(await slots.TakeAsync(Person(person), CancellationToken.None));

    private async Task<Attempt> TakeInTurnAsync(string person) => new(await slots.TakeInTurnAsync(Person(person), CancellationToken.None));

    private static StoredUser Person(string sub) => RowsForTests.User(sub, $"{sub}@example.com", version: 1);

    private sealed record Attempt(DownloadAdmission Admission) : IDisposable
    {
        public Problem? Refusal => (Admission as DownloadAdmission.Refused)?.Problem;

        public void Dispose() => (Admission as DownloadAdmission.Granted)?.Slot.Dispose();
    }
}
