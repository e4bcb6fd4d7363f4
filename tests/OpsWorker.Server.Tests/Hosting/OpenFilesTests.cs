using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Tests.Hosting;

public sealed class OpenFilesTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024L)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max processes             95982                95982                processes ", null)]
    [InlineData("", null)]
    public void The_soft_limit_is_read(string line, long? expected) =>
        OpenFiles.LimitOf($"Limit                     Soft Limit           Hard Limit           Units     \n{line}\n").ShouldBe(expected);

    [Theory]
    [InlineData(1024, 20, 753)]
    [InlineData(40, 20, 15)]
    [InlineData(20, 20, 1)]
    public void Connections_leave_files_for_the_database(long limit, int used, long expected) =>
        OpenFiles.ConnectionsWithin(limit, used).ShouldBe(expected);
}
