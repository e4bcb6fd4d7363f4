using OpsWorker.Core;
using OpsWorker.Core.Commands;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class CommandStoreContract(ContractFixture fixture) : PortContract<ICommandStore>(fixture)
{
    private ICommandStore Commands => Fixture.Commands;

    private DateTimeOffset Now => Fixture.Time.GetUtcNow();

    [Fact]
    public async Task A_command_is_read_as_it_was_stored_and_by_its_organisation_alone()
    {
        var command = Samples.Command(Organisation, Now);
        (await Commands.TryCreateAsync(command, Cancel)).ShouldBeTrue();
        (await Commands.TryCreateAsync(command, Cancel)).ShouldBeFalse();

        (await Commands.GetAsync(Organisation, command.Id, Cancel)).ShouldHaveContentOf(command, CoreJson.Default.ClusterCommand);
        (await Commands.GetAsync(Other, command.Id, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_changes_of_one_version_one_is_stored()
    {
        var command = Samples.Command(Organisation, Now);
        await Commands.TryCreateAsync(command, Cancel);

        (await Race.WinnersAsync(i => Commands.TryUpdateAsync(command with { Version = 2, Output = $"{i}" }, Cancel))).ShouldBe(1);

        (await Commands.TryUpdateAsync(command with { Version = 2 }, Cancel)).ShouldBeFalse();
        (await Commands.TryUpdateAsync(Samples.Command(Organisation, Now) with { Version = 2 }, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Pages_hold_every_command_once_newest_first()
    {
        var all = Enumerable.Range(0, 5).Select(i => Samples.Command(Organisation, Now.AddSeconds(i / 2))).ToList();
        foreach (var command in all) await Commands.TryCreateAsync(command, Cancel);

        var listed = await Listing.ReadAllAsync(page => Commands.ListAsync(Organisation, page, Cancel), 2);

        listed.Select(c => c.Id).ShouldBe(all.Select(c => c.Id), ignoreOrder: true);
        listed.Select(c => c.Requested.At).ShouldBeInOrder(SortDirection.Descending);
        await Listing.ShouldRefuseNonsenseAsync(page => Commands.ListAsync(Organisation, page, Cancel));
        await Listing.ShouldNotCrossAsync(
            page => Commands.ListAsync(Organisation, page, Cancel), page => Commands.ListAsync(Other, page, Cancel));
    }

    [Fact]
    public async Task The_open_commands_are_listed_oldest_first_until_they_end()
    {
        var all = Enum.GetValues<CommandState>().Select((state, i) => Samples.Command(Organisation, Now.AddSeconds(-i), state)).ToList();
        foreach (var command in all) await Commands.TryCreateAsync(command, Cancel);

        (await Commands.ListOpenAsync(Organisation, Cancel)).Select(c => c.State)
            .ShouldBe([CommandState.Executing, CommandState.Approved, CommandState.Pending]);
        (await Commands.ListOpenAsync(Other, Cancel)).ShouldBeEmpty();

        await Commands.TryUpdateAsync(all[0] with { State = CommandState.Rejected, Version = 2 }, Cancel);

        (await Commands.ListOpenAsync(Organisation, Cancel)).Count.ShouldBe(2);
    }
}
