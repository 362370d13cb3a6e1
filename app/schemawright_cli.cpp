#include "app/cli/cli.h"

int main(int argc, char** argv)
{
    return schemawright::cli::runProgram(argc, argv);
}
