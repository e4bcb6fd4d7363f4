using OpsWorker.Core.Access;

namespace OpsWorker.Core.Tests;

public sealed class EnumNameTests
{
    [Theory]
    [InlineData("Operator", AccessRole.Operator)]
    [InlineData("admin", AccessRole.Admin)]
    [InlineData("operator,approver", null)]
    [InlineData("3", null)]
    [InlineData("-1", null)]
    [InlineData(" admin", null)]
    [InlineData("boss", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_the_name_of_one_member_is_read(string? name, AccessRole? member) => EnumName.Find<AccessRole>(name).ShouldBe(member);
}
